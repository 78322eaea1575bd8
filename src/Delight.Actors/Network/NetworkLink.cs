using System.Runtime.InteropServices;
using Delight.Actors.Port;
using Delight.Determinism;

namespace Delight.Actors.Network;

/// <summary>One directed link: its qualities, its queue, its draws, and who was promised which order.</summary>
/// <param name="quality">At the start.</param>
/// <param name="random">The link's own stream.</param>
/// <param name="detectionTime">How long a message of the runtime takes while the link is cut.</param>
/// <param name="floor">No message arrives before; what left before the link was looked at may still be under
/// way.</param>
internal sealed class NetworkLink(LinkQuality quality, RandomStream random, TimeSpan detectionTime, TimeSpan floor)
{
    private readonly LinkQuality _atStart = quality;
    private RandomStream _random = random;
    private Dictionary<(ActorRef Sender, ActorRef Receiver), TimeSpan>? _lastByPair;
    private TimeSpan _floor = floor;
    private TimeSpan _last = floor;
    private TimeSpan _freeAt;

    public LinkQuality Quality { get; private set; } = quality;

    public bool IsCut { get; set; }

    /// <summary>Changes the qualities for what leaves from now on; it does not overtake what is under way.</summary>
    public void Change(LinkQuality? quality)
    {
        Quality = quality ?? _atStart;
        if (_lastByPair is null)
        {
            _floor = _last; // later senders may wait a little for others' messages, for at most one latency
        }
    }

    public Passage Pass(ActorRef sender, ActorRef receiver, object message, TimeSpan now)
    {
        bool isOfSystem = message is Terminated or Undelivered;
        if (IsCut)
        {
            Track();
            return isOfSystem
                ? Passage.Once(InOrder(sender, receiver, now + detectionTime))
                : Passage.Lost(PassageLoss.Partition);
        }

        TimeSpan left = Leave(message, now);
        if (!isOfSystem && IsDrawn(Quality.LossShare))
        {
            return Passage.Lost(PassageLoss.Loss);
        }

        bool isReordered = !isOfSystem && IsDrawn(Quality.ReorderingShare);
        TimeSpan first = left + Quality.Latency.Draw(ref _random);
        first = isReordered
            ? first + Quality.Latency.Draw(ref _random)
            : InOrder(sender, receiver, first);
        if (isOfSystem || !IsDrawn(Quality.DuplicationShare))
        {
            return Passage.Once(first);
        }

        TimeSpan second = left + Quality.Latency.Draw(ref _random);
        return Passage.Twice(first, isReordered ? second : InOrder(sender, receiver, second));
    }

    private bool IsDrawn(double share) => share > 0 && _random.NextChance(share);

    /// <summary>When the last byte is on the link, behind everything that left before.</summary>
    private TimeSpan Leave(object message, TimeSpan now)
    {
        if (double.IsPositiveInfinity(Quality.BytesPerSecond))
        {
            return now;
        }

        TimeSpan start = _freeAt > now ? _freeAt : now;
        double ticks = NetworkModel.BytesOf(message) * (TimeSpan.TicksPerSecond / Quality.BytesPerSecond);
        _freeAt = start + TimeSpan.FromTicks((long)Math.Min(
            Math.Ceiling(ticks), LatencyDistribution.LatencyMax.Ticks));
        return _freeAt;
    }

    /// <summary>No earlier than what the same sender sent to the same receiver before. Constant latency keeps the order
    /// by itself, so that only random latency costs a look-up.</summary>
    private TimeSpan InOrder(ActorRef sender, ActorRef receiver, TimeSpan at)
    {
        at = at < _floor ? _floor : at;
        if (Quality.Latency.IsRandom || _lastByPair is not null)
        {
            ref TimeSpan last = ref CollectionsMarshal.GetValueRefOrAddDefault(
                Track(), (sender, receiver), out _);
            at = at < last ? last : at;
            last = at;
        }

        _last = at > _last ? at : _last;
        return at;
    }

    /// <summary>From now on the order of each pair is remembered; what is under way already holds for all.</summary>
    private Dictionary<(ActorRef Sender, ActorRef Receiver), TimeSpan> Track()
    {
        if (_lastByPair is null)
        {
            _floor = _last;
            _lastByPair = [];
        }

        return _lastByPair;
    }
}
