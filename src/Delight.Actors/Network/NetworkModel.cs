namespace Delight.Actors.Network;

/// <summary>Says when a message between two nodes arrives. State: the last arrival of every directed link.</summary>
/// <remarks>A later send on the same link never arrives before an earlier one. Not thread-safe: owned by one runtime.</remarks>
public sealed class NetworkModel
{
    private readonly TimeSpan _latency;
    private readonly Dictionary<(string From, string To), Link> _links = [];

    /// <summary>Reads the options.</summary>
    public NetworkModel(NetworkOptions options)
    {
        _latency = options.Latency;
        foreach (LinkOptions link in options.Links)
        {
            _links[(link.From, link.To)] = new Link { Latency = link.Latency };
        }
    }

    /// <summary>When a message sent now arrives.</summary>
    /// <param name="from">The sending node.</param>
    /// <param name="to">The receiving node; the same one: at once.</param>
    /// <param name="now">Time of the send since the start.</param>
    public TimeSpan Arrival(string from, string to, TimeSpan now)
    {
        if (ReferenceEquals(from, to) || from == to)
        {
            return now;
        }

        if (!_links.TryGetValue((from, to), out Link? link))
        {
            link = new Link { Latency = _latency };
            _links.Add((from, to), link);
        }

        TimeSpan arrival = now + link.Latency;
        link.ArrivalLast = arrival > link.ArrivalLast ? arrival : link.ArrivalLast;
        return link.ArrivalLast;
    }

    private sealed class Link
    {
        public required TimeSpan Latency { get; init; }

        public TimeSpan ArrivalLast { get; set; }
    }
}
