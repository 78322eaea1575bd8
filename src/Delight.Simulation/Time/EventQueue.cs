namespace Delight.Simulation.Time;

/// <summary>Everything that is still to happen, ordered by time and then by sequence number.</summary>
/// <remarks>
/// <para>Most events happen at the present instant. They stand in a ring, first in first out; only later ones need the
/// heap. Of two events of one instant the one that was queued first comes first, wherever it stands.</para>
/// <para>With a shuffled order, turns of the present instant wait in <see cref="Dispatch.SimulationLoop"/>
/// instead.</para>
/// </remarks>
internal sealed class EventQueue
{
    private const int Arity = 4;

    private (long Sequence, QueuedEvent Event)[] _ring = new (long, QueuedEvent)[64];
    private int _first;
    private int _ringCount;
    private (long Time, long Sequence, QueuedEvent Event)[] _heap = new (long, long, QueuedEvent)[64];
    private int _heapCount;
    private long _sequence;

    /// <summary>Events that have not happened.</summary>
    public int Count => _ringCount + _heapCount;

    /// <summary>The later events, in no order.</summary>
    public IEnumerable<(long Time, long Sequence, QueuedEvent Event)> Later => _heap.Take(_heapCount);

    /// <summary>An event by its place, which means nothing.</summary>
    /// <param name="index">From 0, below <see cref="Count"/>.</param>
    public ref readonly QueuedEvent this[int index]
    {
        get
        {
            if (index < _ringCount)
            {
                return ref _ring[(_first + index) & (_ring.Length - 1)].Event;
            }

            return ref _heap[index - _ringCount].Event;
        }
    }

    /// <summary>Queues what happens at the present instant.</summary>
    public void AddNow(in QueuedEvent happens)
    {
        if (_ringCount == _ring.Length)
        {
            Grow();
        }

        _ring[(_first + _ringCount++) & (_ring.Length - 1)] = (_sequence++, happens);
    }

    /// <summary>Queues what happens later, or now behind what is queued for now.</summary>
    public void AddAt(long time, in QueuedEvent happens) => AddAt(time, _sequence++, happens);

    /// <summary>A place in the order for what is queued later on, by <see cref="AddAt(long, long, in QueuedEvent)"/>.
    /// </summary>
    public long Reserve() => _sequence++;

    /// <summary>Queues what happens later at a place that was reserved for it.</summary>
    public void AddAt(long time, long sequence, in QueuedEvent happens)
    {
        if (_heapCount == _heap.Length)
        {
            Array.Resize(ref _heap, 2 * _heap.Length);
        }

        int at = _heapCount++;
        while (at > 0)
        {
            int parent = (at - 1) / Arity;
            ref (long Time, long Sequence, QueuedEvent Event) above = ref _heap[parent];
            if (above.Time < time || (above.Time == time && above.Sequence < sequence))
            {
                break;
            }

            _heap[at] = above;
            at = parent;
        }

        _heap[at] = (time, sequence, happens);
    }

    /// <summary>The time of the next event.</summary>
    /// <param name="now">The present instant.</param>
    /// <param name="time">When it happens.</param>
    /// <returns>False where there is none.</returns>
    public bool TryPeekTime(long now, out long time)
    {
        if (_ringCount > 0)
        {
            time = now;
            return true;
        }

        time = _heapCount > 0 ? _heap[0].Time : 0;
        return _heapCount > 0;
    }

    /// <summary>True where the next event of the heap is a timer that was cancelled; it is taken out, so that it does
    /// not move the clock.</summary>
    public bool TrySkipCancelled()
    {
        if (_heapCount > 0 && _heap[0].Event is { Kind: EventKind.Timer, Target: TimerEntry { IsCancelled: true } })
        {
            TakeFromHeap();
            return true;
        }

        return false;
    }

    /// <summary>Takes the next event out.</summary>
    /// <param name="now">The present instant; moved on to that of the event.</param>
    public QueuedEvent Take(ref long now)
    {
        bool isHeapNext = _ringCount == 0
            || (_heapCount > 0 && _heap[0].Time <= now && _heap[0].Sequence < _ring[_first].Sequence);
        if (isHeapNext)
        {
            now = Math.Max(now, _heap[0].Time);
            return TakeFromHeap();
        }

        ref (long Sequence, QueuedEvent Event) slot = ref _ring[_first];
        QueuedEvent next = slot.Event;
        slot = default;
        _first = (_first + 1) & (_ring.Length - 1);
        _ringCount--;
        return next;
    }

    private QueuedEvent TakeFromHeap()
    {
        QueuedEvent next = _heap[0].Event;
        (long Time, long Sequence, QueuedEvent Event) last = _heap[--_heapCount];
        _heap[_heapCount] = default;
        int at = 0;
        while (true)
        {
            int least = (at * Arity) + 1;
            if (least >= _heapCount)
            {
                break;
            }

            int end = Math.Min(least + Arity, _heapCount);
            for (int child = least + 1; child < end; child++)
            {
                if (IsBefore(_heap[child], _heap[least]))
                {
                    least = child;
                }
            }

            if (!IsBefore(_heap[least], last))
            {
                break;
            }

            _heap[at] = _heap[least];
            at = least;
        }

        if (_heapCount > 0)
        {
            _heap[at] = last;
        }

        return next;
    }

    private static bool IsBefore(
        in (long Time, long Sequence, QueuedEvent Event) left,
        in (long Time, long Sequence, QueuedEvent Event) right) =>
        left.Time < right.Time || (left.Time == right.Time && left.Sequence < right.Sequence);

    private void Grow()
    {
        (long, QueuedEvent)[] larger = new (long, QueuedEvent)[2 * _ring.Length];
        for (int index = 0; index < _ringCount; index++)
        {
            larger[index] = _ring[(_first + index) & (_ring.Length - 1)];
        }

        (_ring, _first) = (larger, 0);
    }
}
