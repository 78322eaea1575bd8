namespace Delight.Actors.Network;

/// <summary>One directed link between two nodes.</summary>
public sealed record LinkOptions : LinkQuality
{
    /// <summary>A link that differs from the others by its latency; set more where it differs by more.</summary>
    /// <param name="from">The sending node.</param>
    /// <param name="to">The receiving node.</param>
    /// <param name="latency">Time from a send to its delivery.</param>
    public LinkOptions(string from, string to, LatencyDistribution latency)
    {
        From = from;
        To = to;
        Latency = latency;
    }

    /// <summary>The sending node.</summary>
    public string From { get; init; }

    /// <summary>The receiving node.</summary>
    public string To { get; init; }
}
