using Akka.Actor;
using Akka.Configuration;
using Delight.Simulation.Cluster.Connections;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Failures;
using Done = Akka.Done;

namespace Delight.Simulation.Cluster.Systems;

/// <summary>Starts systems, crashes them, ends them, and starts them again.</summary>
/// <param name="loop">The one loop of all.</param>
/// <param name="connections">Between them.</param>
internal sealed class SystemLives(SimulationLoop loop, ConnectionTable connections)
{
    private const string LastPhase = CoordinatedShutdown.PhaseActorSystemTerminate;
    private readonly Dictionary<string, Config> _parsed = new(StringComparer.Ordinal);

    /// <summary>A node that has ended by itself starts again after that long; null: it stays down.</summary>
    public TimeSpan? RestartsEndedAfter { get; set; }

    /// <summary>Begins a life of a node, and calls its program.</summary>
    public ActorSystem Start(SystemNode node)
    {
        if (!_parsed.TryGetValue(node.Name, out Config? own))
        {
            _parsed.Add(node.Name, own = SystemConfig.Own(loop.Options, node));
        }

        Place(node, own);
        ClusterHome home = new(node, loop, connections);
        home.Key = PartRegistry.Add(home);
        (node.Life, node.IsDown, node.HasEnded) = (home, false, false);
        node.Lives++;
        try
        {
            return loop.Start(node, () => Create(node, home, own));
        }
        catch (Exception failure) when (failure is not SimulationException)
        {
            Leave(node, isSilent: true);
            throw Explain(node, failure);
        }
    }

    /// <summary>Everything of a system is gone in one instant. Its connections are reset, as an operating system does
    /// for a process that dies.</summary>
    public void Crash(SystemNode node)
    {
        loop.Counters.Crashes++;
        Leave(node, isSilent: false);
        loop.Options.Observer?.Crashed(TimeSpan.FromTicks(loop.Now), node.Name);
    }

    /// <summary>Begins a new life.</summary>
    public void Restart(SystemNode node)
    {
        loop.Counters.Restarts++;
        Start(node);
        loop.Options.Observer?.Restarted(TimeSpan.FromTicks(loop.Now), node.Name);
    }

    /// <summary>Stops the actors of the application, and <c>PostStop</c> runs.</summary>
    public void StopActors(SystemNode node, ClusterHome home) => loop.Start(node, () =>
    {
        ((IInternalActorRef)home.System!.Guardian).Stop();
        return true;
    });

    /// <summary>All actors of the application have stopped, and the process is over.</summary>
    private void End(SystemNode node, ClusterHome home)
    {
        if (home.IsGone)
        {
            return;
        }

        foreach (ConnectionEnd end in home.Ends.ToArray())
        {
#pragma warning disable CS0618 // the other way needs a log
            end.Disassociate();
#pragma warning restore CS0618
        }

        home.Ends.Clear();
        node.HasEnded = true;
        Leave(node, isSilent: false);
        if (RestartsEndedAfter is { } pause)
        {
            int life = node.Lives;
            loop.ActAt(loop.Now + pause.Ticks, () =>
            {
                if (node.IsDown && node.Lives == life)
                {
                    Restart(node);
                }
            });
        }
    }

    /// <summary>Nothing outside of the simulation holds this life any more.</summary>
    public static void Release(ClusterHome home)
    {
        home.IsGone = true;
        PartRegistry.Remove(home.Key);
        if (home.System is { } system)
        {
            ThreadCaches.Release(system);
        }
    }

    private ActorSystem Create(SystemNode node, ClusterHome home, Config own)
    {
        (GuardianStrategyConfigurator.Making, GuardianStrategyConfigurator.Chosen) =
            (loop, SystemConfig.GuardianOf(own));
        try
        {
            ActorSystem system = ActorSystem.Create(
                loop.Options.SystemName, SystemConfig.Create(loop.Options, own, home.Key));
            home.System = (ExtendedActorSystem)system;
            system.RegisterExtension(new ComputeTimeId(loop));
            home.Events.Subscribe(system);
            home.ApplicationEnded = () => loop.Act(() => End(node, home));
            CoordinatedShutdown.Get(system).AddTask(LastPhase, "simulation", () =>
            {
                ((IInternalActorRef)home.System!.Guardian).Stop();
                return Task.FromResult(Done.Instance);
            });
            node.Program?.Invoke(system);
            return system;
        }
        finally
        {
            (GuardianStrategyConfigurator.Making, GuardianStrategyConfigurator.Chosen) = (null, null);
        }
    }

    private void Place(SystemNode node, Config own)
    {
        if (node.Port > 0)
        {
            return; // it comes back at its address
        }

        (string host, int port) = SystemConfig.AddressIn(own);
        node.Host = host.Length > 0 ? host : node.Name;
        node.Port = port > 0 ? port : 2552;
        while (port == 0 && connections.IsTaken(node.Host, node.Port, node))
        {
            node.Port++;
        }

        if (connections.IsTaken(node.Host, node.Port, node))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"system '{node.Name}' wants {node.Host}:{node.Port}, where another one listens. ")
                + "Give it a port of its own.");
        }
    }

    private void Leave(SystemNode node, bool isSilent)
    {
        ClusterHome home = node.Life!;
        (node.IsDown, node.IsPaused, home.IsGone) = (true, false, true);
        node.Crashes++;
        foreach (SimulatedCell cell in node.Cells)
        {
            cell.IsGone = true;
        }

        node.Cells.Clear();
        loop.Lives.Requeue(node.Held);
        home.Events.IsOver = true;
        if (home.Transport is { } transport)
        {
            _ = transport.Shutdown();
        }

        foreach (ConnectionEnd end in isSilent ? [] : home.Ends.ToArray())
        {
            end.Abort();
        }

        home.Ends.Clear();
        Release(home);
    }

    private SimulationException Explain(SystemNode node, Exception failure)
    {
        Exception cause = failure;
        while (cause is AggregateException or System.Reflection.TargetInvocationException
            && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        bool isTime = cause is TimeoutException or OperationCanceledException;
        string why = $"{cause.GetType().Name}: {SimulationLoop.FirstLine(cause.Message)}";
        string remedy = isTime
            ? "It waited by the wall clock for what only virtual time brings. Start the work and go on, and let "
                + "RunFor or RunUntil bring the answer"
            : "Mend its configuration or its start";
        loop.Fail(FailureKind.Unsupervised, $"system '{node.Name}' did not start: {why}. {remedy}", failure);
        try
        {
            loop.ThrowIfFailed();
        }
        catch (SimulationException explained)
        {
            return explained;
        }

        throw new InvalidOperationException("a failure that was noted is not there");
    }
}
