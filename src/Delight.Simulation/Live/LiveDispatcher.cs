using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Live;

/// <summary>Akka.NET's dispatcher. What crosses nodes takes its link, and closed gates keep mailboxes back.</summary>
internal sealed class LiveDispatcher : Dispatcher
{
    private readonly LiveFrictions _frictions;
    private readonly bool _isObserved;

    public LiveDispatcher(LiveDispatcherSettings settings)
        : base(
            settings.Configurator, settings.Id, settings.Throughput, settings.Deadline, settings.Executor,
            settings.ShutdownTimeout)
    {
        _frictions = settings.Frictions;
        _isObserved = _frictions.Hearer is not null;
    }

    /// <inheritdoc/>
    public override void Attach(ActorCell cell)
    {
        _frictions.Attach(cell);
        base.Attach(cell);
    }

    /// <inheritdoc/>
    public override void Detach(ActorCell cell)
    {
        _frictions.Detach(cell);
        base.Detach(cell);
    }

    /// <inheritdoc/>
    public override void Dispatch(ActorCell cell, Envelope envelope)
    {
        // Most messages stay on their node, which is up: these two look-ups are all that they cost more.
        bool isWithin = cell.Mailbox is { MessageQueue: LiveMailbox { IsGated: false } to }
            && InternalCurrentActorCellKeeper.Current?.Mailbox is { MessageQueue: LiveMailbox from }
            && from.Node == to.Node;
        if (!isWithin && _frictions.Router.TryDivert(cell, envelope))
        {
            return;
        }

        if (_isObserved && isWithin)
        {
            _frictions.Router.TellSent(cell, envelope);
        }

        DispatchBase(cell, envelope);
    }

    /// <inheritdoc/>
    public override void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        if (message is Supervise { Async: true } birth)
        {
            _frictions.Join(birth.Child.Path);
        }

        if (message is not DeathWatchNotification death || !_frictions.Router.TryDivertNews(cell, death))
        {
            base.SystemDispatch(cell, message);
        }
    }

    /// <summary>The message is in the mailbox from now on.</summary>
    public static void Deliver(ActorCell cell, in Envelope envelope)
    {
        if (cell.Dispatcher is LiveDispatcher own)
        {
            own.DispatchBase(cell, envelope);
        }
        else
        {
            cell.Dispatcher.Dispatch(cell, envelope);
        }
    }

    /// <inheritdoc cref="Deliver"/>
    public static void DeliverSystem(ActorCell cell, SystemMessage message)
    {
        if (cell.Dispatcher is LiveDispatcher own)
        {
            own.SystemDispatchBase(cell, message);
        }
        else
        {
            cell.Dispatcher.SystemDispatch(cell, message);
        }
    }

    /// <summary>A mailbox has a turn, unless its gate is closed.</summary>
    public void Run(Mailbox mailbox) => ExecuteTask(mailbox);

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run)
    {
        LiveCell? cell = run is Mailbox turn ? _frictions.StateOf(turn) : null;
        if (cell is not { IsGated: true } || !cell.TryHold((Mailbox)run))
        {
            base.ExecuteTask(cell?.Observed?.TurnOf((Mailbox)run) ?? run);
        }
    }

    private void DispatchBase(ActorCell cell, in Envelope envelope)
    {
        if (_isObserved && _frictions.StateOf(cell) is { Observed: { } observed } and not LiveMailbox)
        {
            observed.Deliver(envelope, queue: null);
        }

        base.Dispatch(cell, envelope);
    }

    private void SystemDispatchBase(ActorCell cell, SystemMessage message) => base.SystemDispatch(cell, message);
}

/// <summary>What a dispatcher is made from; the same settings as those of Akka.NET's own.</summary>
internal sealed record LiveDispatcherSettings(
    MessageDispatcherConfigurator Configurator, ExecutorServiceFactory Executor)
{
    public LiveFrictions Frictions { get; } =
        PartRegistry.Find<LiveFrictions>(Configurator.Prerequisites.Settings.Config);

    public string Id => Configurator.Config.GetString("id");

    public int Throughput => Configurator.Config.GetInt("throughput");

    public long? Deadline =>
        Configurator.Config.GetTimeSpan("throughput-deadline-time").Ticks is > 0 and var ticks ? ticks : null;

    public TimeSpan ShutdownTimeout => Configurator.Config.GetTimeSpan("shutdown-timeout");
}

/// <summary>Stands in for Akka.NET's configurator of dispatchers with any executor.</summary>
internal sealed class LiveDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly LiveDispatcher _dispatcher;

    /// <summary>Called by Akka.NET.</summary>
    public LiveDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) =>
        _dispatcher = new LiveDispatcher(new LiveDispatcherSettings(this, ConfigureExecutor()));

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}

/// <summary>The same for pinned dispatchers: each actor has one, and each of those has a thread.</summary>
internal sealed class LivePinnedDispatcherConfigurator : MessageDispatcherConfigurator
{
    private static readonly Config OneThread = ConfigurationFactory.ParseString(
        "executor = fork-join-executor, dedicated-thread-pool { thread-count = 1, threadtype = background }");

    /// <summary>Called by Akka.NET.</summary>
    public LivePinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(OneThread.WithFallback(config), prerequisites)
    {
    }

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() =>
        new LiveDispatcher(new LiveDispatcherSettings(this, ConfigureExecutor()));
}
