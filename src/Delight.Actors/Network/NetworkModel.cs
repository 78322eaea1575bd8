using Delight.Actors.Port;
using Delight.Determinism;

namespace Delight.Actors.Network;

/// <summary>Says of every message between two nodes whether, when and how often it arrives.</summary>
/// <remarks>
/// <para>Order: messages of one sender to one receiver arrive in the order in which they left, also where latency is
/// random or a link changes, unless the link reorders. Messages of different senders do not wait for each other, but
/// for the link where its bandwidth is limited.</para>
/// <para>Loss: a message that is lost has occupied the link like any; one that leaves while its link is cut occupies
/// nothing. What left before a cut arrives. A duplicate has a latency of its own and keeps the order too.</para>
/// <para>Messages of the runtime itself (<see cref="Terminated"/>, <see cref="Undelivered"/>) are delayed, but never
/// lost, duplicated or reordered: they stand for what the other side finds out by itself. While the link is cut they
/// take <see cref="NetworkOptions.DetectionTime"/>.</para>
/// <para>Draws: each directed link has a stream of its own, so that traffic on one changes nothing on
/// another.</para>
/// <para>Not thread-safe: a live runtime calls it under a lock, with times that never go back. Steady state
/// allocates nothing: a link is made at its first message, and one entry for each pair of actors where order must be
/// remembered. Two arrivals may be at the same time: then the one that was asked for first comes first.</para>
/// </remarks>
public sealed class NetworkModel
{
    /// <summary>Bytes that every message has beside its content (<see cref="ISized"/>).</summary>
    public const int HeaderBytes = 64;

    private readonly Dictionary<(string From, string To), NetworkLink> _links = [];
    private readonly NetworkOptions _options;
    private readonly ulong _seed;
    private bool _isPlain;
    private TimeSpan _lastPlain;

    /// <summary>Reads the options.</summary>
    /// <param name="options">Links at the start.</param>
    /// <param name="seed">Root seed of the run.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public NetworkModel(NetworkOptions options, ulong seed)
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.DetectionTime, TimeSpan.Zero);
        (_options, _seed) = (options, seed);
        foreach (LinkOptions link in options.Links)
        {
            link.Validate();
            _links[(link.From, link.To)] = Create(link.From, link.To, link);
        }

        _isPlain = options.IsPlain && _links.Count == 0;
    }

    /// <summary>As <see cref="NetworkOptions.DetectionTime"/>.</summary>
    public TimeSpan DetectionTime => _options.DetectionTime;

    /// <summary>Bytes of a message on a link.</summary>
    public static long BytesOf(object message) => HeaderBytes + ((message as ISized)?.Bytes ?? 0);

    /// <summary>Sends a message over the link between two actors' nodes.</summary>
    /// <param name="sender">Who sends; on the receiver's node: it arrives at once, nothing happens to it.</param>
    /// <param name="receiver">Who is to receive it.</param>
    /// <param name="message">Asked for its size where bandwidth is limited.</param>
    /// <param name="now">Time since the start at which it leaves, never before that of an earlier call.</param>
    public Passage Send(ActorRef sender, ActorRef receiver, object message, TimeSpan now)
    {
        if (sender.Node == receiver.Node)
        {
            return Passage.Once(now);
        }

        if (!_isPlain)
        {
            return Link(sender.Node, receiver.Node).Pass(sender, receiver, message, now);
        }

        TimeSpan arrival = now + _options.Latency.Start;
        _lastPlain = arrival > _lastPlain ? arrival : _lastPlain;
        return Passage.Once(arrival);
    }

    /// <summary>The qualities that a link has now.</summary>
    public LinkQuality Quality(string from, string to) => Link(from, to).Quality;

    /// <summary>Changes a link for what leaves from now on.</summary>
    /// <param name="from">The sending node.</param>
    /// <param name="to">The receiving node.</param>
    /// <param name="quality">Its new qualities; null: those at the start.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public void SetLink(string from, string to, LinkQuality? quality)
    {
        quality?.Validate();
        Link(from, to).Change(quality is null ? null : Allowed(from, to, quality));
    }

    /// <summary>Cuts a link in one direction: what leaves from now on is lost.</summary>
    /// <remarks>A link of a reliable node stays whole; a link that is cut already stays so.</remarks>
    public void Cut(string from, string to) => Link(from, to).IsCut = !IsReliable(from, to);

    /// <summary>Lets messages pass again in one direction. What was lost does not come back.</summary>
    public void Heal(string from, string to) => Link(from, to).IsCut = false;

    private NetworkLink Link(string from, string to)
    {
        if (!_links.TryGetValue((from, to), out NetworkLink? link))
        {
            _isPlain = false;
            link = Create(from, to, _options);
            _links.Add((from, to), link);
        }

        return link;
    }

    private NetworkLink Create(string from, string to, LinkQuality quality) => new(
        Allowed(from, to, quality), RandomStream.Derive(_seed, $"network {from} {to}"), _options.DetectionTime,
        _lastPlain);

    private LinkQuality Allowed(string from, string to, LinkQuality quality) => IsReliable(from, to)
        ? quality with { LossShare = 0, DuplicationShare = 0, ReorderingShare = 0 }
        : quality;

    private bool IsReliable(string from, string to) =>
        _options.ReliableNodes.Contains(from, StringComparer.Ordinal)
        || _options.ReliableNodes.Contains(to, StringComparer.Ordinal);
}
