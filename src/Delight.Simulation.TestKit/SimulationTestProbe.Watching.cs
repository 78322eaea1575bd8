using Akka.Actor;
using Akka.TestKit;
using Akka.Util;
using Delight.Simulation.TestKit.Waiting;

namespace Delight.Simulation.TestKit;

/// <content>What the test actor does on command, and the end.</content>
public sealed partial class SimulationTestProbe
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

    /// <summary>Starts a child of the test actor.</summary>
    public new IActorRef ChildActorOf<T>(
        string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase =>
        ChildActorOf(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public new Task<IActorRef> ChildActorOfAsync<T>(
        string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase =>
        ChildActorOfAsync(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public new IActorRef ChildActorOf<T>(
        SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase =>
        ChildActorOf(Props.Create<T>(), supervisorStrategy, cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public new Task<IActorRef> ChildActorOfAsync<T>(
        SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase =>
        ChildActorOfAsync(Props.Create<T>(), supervisorStrategy, cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public new IActorRef ChildActorOf<T>(
        string name, CancellationToken cancellationToken = default)
        where T : ActorBase =>
        ChildActorOf(Props.Create<T>(), name, cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public new Task<IActorRef> ChildActorOfAsync<T>(
        string name, CancellationToken cancellationToken = default)
        where T : ActorBase =>
        ChildActorOfAsync(Props.Create<T>(), name, cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public new IActorRef ChildActorOf<T>(
        CancellationToken cancellationToken = default)
        where T : ActorBase =>
        ChildActorOf(Props.Create<T>(), cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public new Task<IActorRef> ChildActorOfAsync<T>(
        CancellationToken cancellationToken = default)
        where T : ActorBase =>
        ChildActorOfAsync(Props.Create<T>(), cancellationToken);

    /// <summary>Who sent what was received or shown last.</summary>
    public new IActorRef Sender => _waits.Last.Sender;

    /// <summary>Answers whoever sent what was received or shown last.</summary>
    public new void Reply(object message) => Sender.Tell(message, Ref);

    /// <summary>Passes a message on in the name of the last sender.</summary>
    public new void Forward(IActorRef actor, object message) => actor.Tell(message, Sender);

    /// <summary>Passes on what was received or shown last.</summary>
    public new void Forward(IActorRef actor) => actor.Tell(LastMessage, Sender);

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
