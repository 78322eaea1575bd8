namespace Delight.Simulation.Observing;

/// <summary>What has happened in a simulation so far.</summary>
public sealed class SimulationCounters
{
    private long[] _dropped = new long[Enum.GetValues<DropReason>().Length];

    internal SimulationCounters()
    {
    }

    /// <summary>Turns, arrivals, timers and actions.</summary>
    public long Events { get; internal set; }

    /// <summary>User messages that reached a mailbox.</summary>
    public long Deliveries { get; internal set; }

    /// <summary>Messages that a link delivered twice.</summary>
    public long Duplicated { get; internal set; }

    /// <summary>Crashes of nodes.</summary>
    public long Crashes { get; internal set; }

    /// <summary>Restarts of nodes.</summary>
    public long Restarts { get; internal set; }

    /// <summary>Failures of actors that a supervisor decided on.</summary>
    public long Failures { get; internal set; }

    /// <summary>Messages to nobody.</summary>
    public long DeadLetters { get; internal set; }

    /// <summary>What actors of a crashing node sent while they were taken down; it went nowhere.</summary>
    public long Muted { get; internal set; }

    /// <summary>Messages that did not arrive, by reason.</summary>
    public long Dropped(DropReason reason) => _dropped[(int)reason];

    internal SimulationCounters Copy()
    {
        SimulationCounters copy = (SimulationCounters)MemberwiseClone();
        copy._dropped = [.. _dropped];
        return copy;
    }

    internal void Drop(DropReason reason, long count = 1) => _dropped[(int)reason] += count;
}
