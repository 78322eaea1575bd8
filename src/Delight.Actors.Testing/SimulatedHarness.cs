using System.Globalization;
using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Simulation;

namespace Delight.Actors.Testing;

/// <summary>A simulated system for tests: time is virtual, so hours pass in no time and every run is the
/// same.</summary>
public sealed class SimulatedHarness : IRuntimeHarness, IRuntimeObserver
{
    private readonly List<RunEvent> _events = [];

    /// <summary>An empty system at time zero.</summary>
    /// <param name="network">Links between nodes; null: messages take no time.</param>
    /// <param name="seed">Owns every random draw.</param>
    public SimulatedHarness(NetworkOptions? network = null, ulong seed = 1)
    {
        Seed = seed;
        Runtime = new SimulatedRuntime(
            new SimulationOptions { Seed = seed, Network = network ?? new NetworkOptions(), Observer = this });
    }

    /// <summary>Events after which one call that lets time pass gives up.</summary>
    /// <value>At least 1. Default 10 million, a few seconds of work.</value>
    public long EventsMax { get; init; } = 10_000_000;

    /// <summary>The system itself, for its digest and its counters.</summary>
    public SimulatedRuntime Runtime { get; }

    /// <inheritdoc/>
    public bool IsVirtual => true;

    /// <inheritdoc/>
    public ulong? Seed { get; }

    /// <inheritdoc/>
    public TimeSpan Elapsed => Runtime.Clock.Elapsed;

    /// <inheritdoc/>
    public long Restarts => Runtime.Counters.Restarts;

    /// <inheritdoc/>
    public IReadOnlyList<RunEvent> Events => _events;

    /// <inheritdoc/>
    public IFaultControl Faults => Runtime.Faults;

    /// <inheritdoc/>
    public long Dropped(string reason) => Runtime.Counters.Dropped.GetValueOrDefault(reason);

    /// <inheritdoc/>
    public ActorRef Spawn(string name, ActorSpec spec) => Runtime.Spawn(name, spec);

    /// <inheritdoc/>
    public void Send(ActorRef receiver, object message) => Runtime.Send(receiver, message);

    /// <inheritdoc/>
    /// <exception cref="ProbeException">Something still goes on after <see cref="EventsMax"/> events: an actor with
    /// a periodic timer never settles. The message says who.</exception>
    public void Settle()
    {
        long left = EventsMax;
        while (Runtime.Step())
        {
            Count(ref left, "does not settle");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ProbeException">Messages that take no time go round and round: <see cref="EventsMax"/> events
    /// did not bring the end of that time.</exception>
    public void Pass(TimeSpan time)
    {
        TimeSpan end = Elapsed + time;
        long left = EventsMax;
        while (Runtime.StepUntil(end))
        {
            Count(ref left, $"does not reach {end}");
        }

        Runtime.RunUntil(end);
    }

    /// <summary>Runs until something is so, checked after every event.</summary>
    /// <param name="isSo">Must not send or change anything.</param>
    /// <param name="limit">Longest time to pass; needed because a system with periodic timers always goes on.</param>
    /// <param name="what">What the test awaits, in words.</param>
    /// <exception cref="ProbeException">It did not become so in time; the message has the seed and what happened to
    /// actors last.</exception>
    /// <exception cref="ActorFailedException">A failure was escalated past the topmost actor.</exception>
    public void AwaitUntil(Func<bool> isSo, TimeSpan limit, string what)
    {
        TimeSpan end = Elapsed + limit;
        long left = EventsMax;
        while (!isSo())
        {
            Count(ref left, $"does not come to {what}");
            if (!Runtime.StepUntil(end))
            {
                throw new ProbeException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"awaited {what}, which is not so at {Elapsed}, and nothing more happens before {end}. Seed "
                    + $"{Seed}. {RunEventText.Last(_events)}"));
            }
        }
    }

    /// <inheritdoc/>
    public void Await(Probe probe, int messages, TimeSpan patience)
    {
        TimeSpan end = Elapsed + patience;
        long left = EventsMax;
        while (probe.Count < messages)
        {
            Count(ref left, $"does not bring probe '{probe.Name}' {messages} messages");
            if (!Runtime.StepUntil(end))
            {
                throw new ProbeException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"probe '{probe.Name}' got {probe.Count} of {messages} awaited messages until {Elapsed}, "
                    + $"and nothing more happens before {end}."));
            }
        }
    }

    /// <inheritdoc/>
    public void Happened(RunEvent happened) => _events.Add(happened);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Managed memory only; live harnesses have threads to end.
    }

    private void Count(ref long left, string what)
    {
        if (--left <= 0)
        {
            throw new ProbeException(DescribeUnrest(what));
        }
    }

    /// <summary>Lets a few hundred events more happen and says whose they are.</summary>
    private string DescribeUnrest(string what)
    {
        const int Looked = 200;
        Dictionary<string, int> busy = new(StringComparer.Ordinal);
        for (int i = 0; i < Looked && Runtime.TryPeek(out ScheduledEvent next); i++)
        {
            string who = next.Kind == EventKind.Control
                ? "faults"
                : $"{next.Target} ({(next.Kind == EventKind.Timer ? "timer" : "messages")})";
            busy[who] = busy.GetValueOrDefault(who) + 1;
            Runtime.Step();
        }

        string most = string.Join(", ", busy.OrderByDescending(entry => entry.Value).Take(3).Select(entry =>
            string.Create(CultureInfo.InvariantCulture, $"{entry.Value} at {entry.Key}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the system {what}: after {EventsMax} events it is at {Elapsed} and goes on. Of the next events {most}. "
            + $"Actors with periodic timers never settle: use Pass, Await or AwaitUntil. Seed {Seed}.");
    }
}
