using System.Runtime.InteropServices;
using Delight.Determinism;
using Delight.Simulation.Asks;

namespace Delight.Simulation.Network;

/// <summary>One directed link between two nodes.</summary>
/// <remarks>
/// <para>Order: messages of one actor to another arrive in the order in which they left, also where latency is random
/// or the link changes, unless the link reorders. Messages of different actors wait for each other only in the queue
/// of a limited bandwidth.</para>
/// <para>Each link draws from a stream of its own, so traffic on one changes nothing on another. A change counts for
/// what leaves from then on.</para>
/// <para>Thread-safe, since on a live system many actors send at once.</para>
/// </remarks>
public sealed class Link
{
    private const int PairsMin = 1024;

    private readonly Dictionary<(object Sender, object Receiver), long> _lastByPair = [];
    private readonly List<Parked> _waiting = [];
    private readonly SimulatedNetwork _network;
    private readonly Lock _gate = new();
    private readonly bool _isShared;
    private int _pairsMax = PairsMin;
    private readonly bool _isReliable;
    private LinkQuality _quality;
    private RandomStream _random;
    private long _last;
    private long _floor;
    private long _freeAt;
    private bool _hasChanged;
    private volatile bool _isPerfect;
    private int _underWay;

    internal Link(SimulatedNetwork network, string from, string to, bool isReliable, ulong seed)
    {
        (_network, From, To, _isReliable, _isShared) = (network, from, to, isReliable, network.IsShared);
        _quality = Allowed(network.FirstQuality(from, to));
        _isPerfect = _quality.IsPerfect;
        _random = RandomStream.Derive(seed, $"network {from} {to}");
    }

    /// <summary>The sending node.</summary>
    public string From { get; }

    /// <summary>The receiving node.</summary>
    public string To { get; }

    /// <summary>True where what leaves now is lost.</summary>
    public bool IsCut { get; private set; }

    /// <summary>True where what leaves now waits for <see cref="Release"/>.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>All that the link does to messages. A link of a reliable node keeps latency and bandwidth and loses,
    /// duplicates and reorders nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public LinkQuality Quality
    {
        get => _quality;
        set
        {
            value.Validate();
            lock (_gate)
            {
                _quality = Allowed(value);
                _isPerfect = _quality.IsPerfect;
                if (!_hasChanged && _last > 0)
                {
                    // Until now no pair was remembered. What is under way holds for all of them.
                    (_hasChanged, _floor) = (true, _last);
                }
            }
        }
    }

    /// <summary>Time from a send to its arrival.</summary>
    public Latency Latency
    {
        get => _quality.Latency;
        set => Quality = _quality with { Latency = value };
    }

    /// <summary>Share of the messages that get lost, 0 to 1.</summary>
    public double LossShare
    {
        get => _quality.LossShare;
        set => Quality = _quality with { LossShare = value };
    }

    /// <summary>Share of the messages that arrive twice, 0 to 1.</summary>
    public double DuplicationShare
    {
        get => _quality.DuplicationShare;
        set => Quality = _quality with { DuplicationShare = value };
    }

    /// <summary>Share of the messages that leave the order, 0 to 1.</summary>
    public double ReorderingShare
    {
        get => _quality.ReorderingShare;
        set => Quality = _quality with { ReorderingShare = value };
    }

    /// <summary>Bytes that pass in one second; above 0.</summary>
    public double BytesPerSecond
    {
        get => _quality.BytesPerSecond;
        set => Quality = _quality with { BytesPerSecond = value };
    }

    /// <summary>What waits for <see cref="Release"/>, in its order; a copy.</summary>
    internal IReadOnlyList<Parked> Waiting
    {
        get
        {
            lock (_gate)
            {
                return [.. _waiting];
            }
        }
    }

    /// <summary>The same without copy and lock: only for virtual time.</summary>
    internal List<Parked> WaitingAlone => _waiting;

    /// <summary>Messages that a live system delivers later. While there are any, none is delivered at once, so that it
    /// overtakes nobody.</summary>
    internal ref int UnderWay => ref _underWay;

    /// <summary>True where a live message passes as if there were no link.</summary>
    internal bool IsClear => _isPerfect && !IsCut && !IsHeld && Volatile.Read(ref _underWay) == 0;

    /// <summary>Loses what leaves from now on, until <see cref="Heal"/>. What is under way arrives. A link of a
    /// reliable node stays whole.</summary>
    public void Cut() => IsCut = !_isReliable;

    /// <summary>Lets messages pass again. What was lost does not come back.</summary>
    public void Heal() => IsCut = false;

    /// <summary>Keeps what leaves from now on, until <see cref="Release"/>.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            IsHeld = true;
        }
    }

    /// <summary>Lets what was kept leave now, in its order, and what comes pass.</summary>
    public void Release()
    {
        while (TakeWaiting() is { Length: > 0 } parked)
        {
            foreach (Parked message in parked)
            {
                _network.Leave(message, this, isReleased: true);
            }
        }
    }

    /// <summary>A message leaves.</summary>
    /// <param name="message">Which.</param>
    /// <param name="now">Present time in ticks.</param>
    /// <param name="isReleased">True where it was held until now.</param>
    internal Passage Pass(in Parked message, long now, bool isReleased)
    {
        if (!_isShared)
        {
            return PassAlone(message, now, isReleased); // a lock would take as long as all the rest
        }

        lock (_gate)
        {
            return PassAlone(message, now, isReleased);
        }
    }

    private Passage PassAlone(in Parked message, long now, bool isReleased)
    {
        if (IsHeld && !isReleased)
        {
            _waiting.Add(message);
            return Passage.Held;
        }

        return IsCut ? Passage.Lost : Draw(message, now);
    }

    private Passage Draw(in Parked message, long now)
    {
        (object sender, object receiver) = (message.From, message.To);
        long left = Occupy(message.Envelope.Message, now);
        if (IsDrawn(_quality.LossShare))
        {
            return Passage.Lost;
        }

        bool isReordered = IsDrawn(_quality.ReorderingShare);
        long first = left + _quality.Latency.Draw(ref _random).Ticks;
        first = isReordered
            ? first + _quality.Latency.Draw(ref _random).Ticks
            : InOrder(sender, receiver, first);
        if (!IsDrawn(_quality.DuplicationShare))
        {
            return new Passage(1, first);
        }

        long second = left + _quality.Latency.Draw(ref _random).Ticks;
        return new Passage(2, first, isReordered ? second : InOrder(sender, receiver, second));
    }

    /// <summary>When news that is never lost arrives: after the latency, or across a cut after the detection
    /// time; never before earlier messages of that pair.</summary>
    internal long PassNews(object sender, object receiver, long now, long detection)
    {
        lock (_gate)
        {
            long later = IsCut || IsHeld ? detection : _quality.Latency.Draw(ref _random).Ticks;
            return BehindAll(sender, receiver, now + later);
        }
    }

    /// <summary>As <see cref="InOrder"/>; where no pair is remembered, behind all that is under way.</summary>
    internal long BehindAll(object sender, object receiver, long at)
    {
        lock (_gate)
        {
            return InOrder(sender, receiver, _quality.Latency.IsRandom || _hasChanged ? at : Math.Max(at, _last));
        }
    }

    /// <summary>All that waits. The hold ends with the last of it, so nothing that comes meanwhile overtakes.</summary>
    private Parked[] TakeWaiting()
    {
        lock (_gate)
        {
            Parked[] parked = [.. _waiting];
            _waiting.Clear();
            IsHeld = parked.Length > 0;
            return parked;
        }
    }

    /// <summary>No earlier than what the same sender sent to the same receiver before. A constant latency that never
    /// changed keeps the order by itself, so it costs no look-up.</summary>
    private long InOrder(object sender, object receiver, long at)
    {
        at = Math.Max(at, _floor);
        if ((_quality.Latency.IsRandom || _hasChanged) && receiver is not IReplyReceiver)
        {
            ref long last = ref CollectionsMarshal.GetValueRefOrAddDefault(_lastByPair, (sender, receiver), out _);
            at = Math.Max(at, last);
            last = at;
            Forget();
        }

        _last = Math.Max(_last, at);
        return at;
    }

    /// <summary>What has arrived holds nobody back. Looked for when the pairs have doubled, so that actors which come
    /// and go cost no memory.</summary>
    private void Forget()
    {
        if (_lastByPair.Count < _pairsMax)
        {
            return;
        }

        long now = _network.Now;
        foreach ((object, object) pair in _lastByPair.Keys.Where(pair => _lastByPair[pair] < now).ToArray())
        {
            _lastByPair.Remove(pair);
        }

        _pairsMax = Math.Max(PairsMin, 2 * _lastByPair.Count);
    }

    private LinkQuality Allowed(LinkQuality quality) => _isReliable ? quality.Reliable() : quality;

    private bool IsDrawn(double share) => share > 0 && _random.NextChance(share);

    /// <summary>When the last byte is on the link, behind everything that left before.</summary>
    private long Occupy(object message, long now)
    {
        if (double.IsPositiveInfinity(_quality.BytesPerSecond))
        {
            return now;
        }

        double ticks = SimulatedNetwork.BytesOf(message) * (TimeSpan.TicksPerSecond / _quality.BytesPerSecond);
        _freeAt = Math.Max(_freeAt, now) + (long)Math.Min(Math.Ceiling(ticks), Latency.Longest.Ticks);
        return _freeAt;
    }
}
