using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Delight.Simulation.Dispatch;

/// <summary>Hands every turn and every message of a system to the simulation.</summary>
internal sealed class SimulatedDispatcher : MessageDispatcher
{
    private readonly SystemHome _home;
    private readonly SimulationLoop _loop;
    private readonly bool _isOpen;

    public SimulatedDispatcher(MessageDispatcherConfigurator configurator, string id, SystemHome home)
        : base(configurator)
    {
        (_home, _loop) = (home, home.Loop);
        Id = id;

        // One message a turn: a deadline of 0 is over as soon as the first message is handled.
        Throughput = 1;
        ThroughputDeadlineTime = 0;
        ShutdownTimeout = TimeSpan.FromSeconds(1);

        // A dispatcher without inhabitants starts a timer to shut itself down. This one has a task that never runs.
        Schedule(static () => { });
        _isOpen = true;
    }

    /// <inheritdoc/>
    public override void Attach(ActorCell cell)
    {
        _loop.Attach(cell, _home);
        base.Attach(cell);
    }

    /// <inheritdoc/>
    public override void Detach(ActorCell cell)
    {
        _loop.Detach(cell);
        base.Detach(cell);
        _home.Detached(cell);
    }

    /// <inheritdoc/>
    public override void Dispatch(ActorCell cell, Envelope envelope) => _loop.Send(cell, envelope);

    /// <inheritdoc/>
    public override void SystemDispatch(ActorCell cell, SystemMessage message) =>
        _loop.SendSystem(cell, message);

    /// <summary>What the system of this dispatcher belongs to.</summary>
    public SystemHome Home => _home;

    /// <summary>The message is in the mailbox from now on.</summary>
    public void Deliver(ActorCell cell, in Envelope envelope) => base.Dispatch(cell, envelope);

    /// <inheritdoc cref="Deliver"/>
    public void DeliverSystem(ActorCell cell, SystemMessage message) => base.SystemDispatch(cell, message);

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run)
    {
        if (_isOpen && !_home.IsGone)
        {
            _loop.AddTurn(run);
        }
    }

    /// <inheritdoc/>
    protected override void Shutdown()
    {
        // It owns no threads.
    }
}

/// <summary>Stands in for the configurator of every dispatcher.</summary>
internal sealed class SimulatedDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly SimulatedDispatcher _dispatcher;

    /// <summary>Called by Akka.NET.</summary>
    public SimulatedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new SimulatedDispatcher(
            this, config.GetString("id", "simulated"),
            PartRegistry.Find<SystemHome>(prerequisites.Settings.Config));

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}
