using Akka.Actor;
using Akka.TestKit;
using Akka.Util;
using Delight.Simulation.TestKit.Waiting;

namespace Delight.Simulation.TestKit;

/// <content>What the test actor does on command, and the end.</content>
public abstract partial class SimulationTestKit
{
    /// <summary>The test actor watches an actor from now on.</summary>
    public new IActorRef Watch(IActorRef actorToWatch) => _waits.Watch(actorToWatch);

    /// <summary>The test actor watches an actor from now on.</summary>
    public new Task<IActorRef> WatchAsync(IActorRef actorToWatch) => Completed.Task(() => Watch(actorToWatch));

    /// <summary>The test actor watches an actor no more.</summary>
    public new IActorRef Unwatch(IActorRef actorToUnwatch) => _waits.Unwatch(actorToUnwatch);

    /// <summary>The test actor watches an actor no more.</summary>
    public new Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) => Completed.Task(() => Unwatch(actorToUnwatch));

    /// <summary>What was received or shown last.</summary>
    public new object LastMessage => _waits.Last.Message;

    /// <summary>Who sent it.</summary>
    public new IActorRef LastSender => _waits.Last.Sender;

    /// <summary>Starts a child of the test actor.</summary>
    public new IActorRef ChildActorOf(
        Props props, string name, SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default) =>
        _waits.Spawn(new TestActor.Spawn(props, name, supervisorStrategy), cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public new Task<IActorRef> ChildActorOfAsync(
        Props props, string name, SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default) =>
        Completed.Task(() => ChildActorOf(props, name, supervisorStrategy, cancellationToken));

    /// <summary>Starts a child of the test actor.</summary>
    public new IActorRef ChildActorOf(
        Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        _waits.Spawn(new TestActor.Spawn(props, Option<string>.None, supervisorStrategy), cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public new Task<IActorRef> ChildActorOfAsync(
        Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Completed.Task(() => ChildActorOf(props, supervisorStrategy, cancellationToken));

    /// <summary>Starts a child of the test actor.</summary>
    public new IActorRef ChildActorOf(Props props, string name, CancellationToken cancellationToken = default) =>
        _waits.Spawn(new TestActor.Spawn(props, name, Option<SupervisorStrategy>.None), cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public new Task<IActorRef> ChildActorOfAsync(
        Props props, string name, CancellationToken cancellationToken = default) =>
        Completed.Task(() => ChildActorOf(props, name, cancellationToken));

    /// <summary>Starts a child of the test actor.</summary>
    public new IActorRef ChildActorOf(
        Props props, CancellationToken cancellationToken = default) =>
        _waits.Spawn(new TestActor.Spawn(props, Option<string>.None, Option<SupervisorStrategy>.None),
            cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public new Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        Completed.Task(() => ChildActorOf(props, cancellationToken));

    /// <summary>Ends the simulation.</summary>
    public override void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => _system.Dispose();

    /// <summary>Ends the simulation.</summary>
    public override Task ShutdownAsync(TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Completed.Task(() => Shutdown(duration, verifySystemShutdown));

    /// <summary>Ends the simulation.</summary>
    protected override void Shutdown(
        ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Unsupported.Own(Sys, system).Dispose();

    /// <summary>Ends the simulation.</summary>
    protected override Task ShutdownAsync(
        ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false) =>
        Completed.Task(() => Shutdown(system, duration, verifySystemShutdown));
}
