namespace Delight.Experiments.Traces;

/// <summary>One actor of a trace: a thread of the process that stands for its node.</summary>
/// <param name="node">Its node.</param>
/// <param name="name">Its name there.</param>
/// <param name="process">Number of its node, from 1.</param>
/// <param name="thread">Its own number in the whole trace, from 1.</param>
internal sealed class TraceActor(string node, string name, int process, int thread)
{
    /// <summary>Its node.</summary>
    public string Node { get; } = node;

    /// <summary>Its name on the node.</summary>
    public string Name { get; } = name;

    /// <summary>When it took the message that it is at, in nanoseconds.</summary>
    public long Taken { get; set; }

    /// <summary>Number of its node.</summary>
    public int Process { get; } = process;

    /// <summary>Its number.</summary>
    public int Thread { get; } = thread;

    /// <summary>Its pieces of work, in order; none begins before the one before it ends.</summary>
    public List<TraceSpan> Spans { get; } = [];

    /// <summary>Draws the next piece of work.</summary>
    /// <remarks>Work that takes no time is drawn one nanosecond wide, one after the other in its order: the clock
    /// counts in hundreds of them, so that nothing is shifted that could be told apart.</remarks>
    public void Add(TraceSpan span)
    {
        long begins = Math.Max(span.Begins, Spans.Count == 0 ? 0 : Spans[^1].Ends);
        Spans.Add(span with { Begins = begins, Ends = Math.Max(span.Ends, begins + 1) });
    }

    /// <summary>Lets the last piece of work end earlier, where it lasts longer than until then.</summary>
    public void EndLast(long at)
    {
        if (Spans.Count > 0)
        {
            Spans[^1] = Spans[^1] with { Ends = Math.Min(Spans[^1].Ends, Math.Max(at, Spans[^1].Begins + 1)) };
        }
    }

    /// <summary>Where an arrow can begin or end: within a piece of work, as near to a time as that goes; null where the
    /// actor was at none then.</summary>
    /// <param name="span">The piece of work.</param>
    /// <param name="at">Nanoseconds.</param>
    public long? Within(int span, long at)
    {
        // A message that was sent while the actor started or stopped came before the work that was counted next.
        const long Clock = 100;
        return span < Spans.Count && at >= Spans[span].Taken - Clock
            ? Math.Clamp(at, Spans[span].Begins, Spans[span].Ends - 1)
            : null;
    }
}
