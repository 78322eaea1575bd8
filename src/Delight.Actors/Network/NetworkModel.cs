namespace Delight.Actors.Network;

/// <summary>Says when a message between two nodes arrives.</summary>
/// <remarks>
/// <para>Every message on a link takes the same time, and an actor's sends never go back in time: so messages of one
/// sender to one receiver arrive in the order in which they were sent. Messages of different senders do not wait for
/// each other: one that leaves early overtakes one that its sender, still busy, sends later.</para>
/// <para>Immutable: safe to share.</para>
/// </remarks>
public sealed class NetworkModel
{
    private readonly TimeSpan _latency;
    private readonly Dictionary<(string From, string To), TimeSpan> _latencies = [];

    /// <summary>Reads the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A latency is below 0.</exception>
    public NetworkModel(NetworkOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Latency, TimeSpan.Zero);
        _latency = options.Latency;
        foreach (LinkOptions link in options.Links)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(link.Latency, TimeSpan.Zero);
            _latencies[(link.From, link.To)] = link.Latency;
        }
    }

    /// <summary>When a message sent now arrives.</summary>
    /// <param name="from">The sending node.</param>
    /// <param name="to">The receiving node; the same one: at once.</param>
    /// <param name="now">Time of the send since the start.</param>
    public TimeSpan Arrival(string from, string to, TimeSpan now) =>
        from == to ? now : now + _latencies.GetValueOrDefault((from, to), _latency);
}
