namespace Delight.Actors.Simulation;

/// <summary>Events by time, then by the order in which they were scheduled.</summary>
/// <remarks>
/// What is due at the current time goes through a first-in-first-out lane beside the heap: messages within a node
/// take no time, and most events are of that kind. Steady state allocates nothing.
/// </remarks>
internal sealed class EventQueue
{
    private readonly Queue<ScheduledEvent> _lane = new();
    private ScheduledEvent[] _heap = new ScheduledEvent[256];
    private int _heapCount;
    private long _laneTicks = -1;

    public int Count => _heapCount + _lane.Count;

    /// <summary>All events, in no order.</summary>
    public IEnumerable<ScheduledEvent> Events => _heap.Take(_heapCount).Concat(_lane);

    /// <summary>Adds an event; its sequence number must be above that of every event before it.</summary>
    /// <param name="scheduled">The event.</param>
    /// <param name="nowTicks">The current time; what is due now goes into the lane.</param>
    public void Add(in ScheduledEvent scheduled, long nowTicks)
    {
        if (scheduled.Ticks == nowTicks && (_lane.Count == 0 || _laneTicks == nowTicks))
        {
            _laneTicks = nowTicks;
            _lane.Enqueue(scheduled);
            return;
        }

        AddAgain(scheduled);
    }

    /// <summary>Adds an event whose sequence number was given out earlier.</summary>
    public void AddAgain(in ScheduledEvent scheduled)
    {
        if (_heapCount == _heap.Length)
        {
            Array.Resize(ref _heap, 2 * _heap.Length);
        }

        int child = _heapCount++;
        while (child > 0)
        {
            int parent = (child - 1) >> 2;
            if (!scheduled.IsBefore(_heap[parent]))
            {
                break;
            }

            _heap[child] = _heap[parent];
            child = parent;
        }

        _heap[child] = scheduled;
    }

    /// <summary>The time of the next event; false where there is none.</summary>
    public bool TryPeekTicks(out long ticks)
    {
        bool isFromLane = _lane.Count > 0 && (_heapCount == 0 || _lane.Peek().IsBefore(_heap[0]));
        ticks = isFromLane ? _lane.Peek().Ticks : _heapCount > 0 ? _heap[0].Ticks : 0;
        return Count > 0;
    }

    /// <summary>The next event, which stays; false where there is none.</summary>
    public bool TryPeek(out ScheduledEvent next)
    {
        bool isFromLane = _lane.Count > 0 && (_heapCount == 0 || _lane.Peek().IsBefore(_heap[0]));
        next = isFromLane ? _lane.Peek() : _heapCount > 0 ? _heap[0] : default;
        return Count > 0;
    }

    /// <summary>Takes the next event; false where there is none.</summary>
    public bool TryTake(out ScheduledEvent next)
    {
        if (_lane.Count > 0 && (_heapCount == 0 || _lane.Peek().IsBefore(_heap[0])))
        {
            next = _lane.Dequeue();
            return true;
        }

        if (_heapCount == 0)
        {
            next = default;
            return false;
        }

        next = _heap[0];
        ScheduledEvent moved = _heap[--_heapCount];
        _heap[_heapCount] = default;
        if (_heapCount > 0)
        {
            SinkFromTop(moved);
        }

        return true;
    }

    private void SinkFromTop(in ScheduledEvent moved)
    {
        int parent = 0;
        while (true)
        {
            int first = (parent << 2) + 1;
            if (first >= _heapCount)
            {
                break;
            }

            int best = first, end = Math.Min(first + 4, _heapCount);
            for (int child = first + 1; child < end; child++)
            {
                best = _heap[child].IsBefore(_heap[best]) ? child : best;
            }

            if (!_heap[best].IsBefore(moved))
            {
                break;
            }

            _heap[parent] = _heap[best];
            parent = best;
        }

        _heap[parent] = moved;
    }
}
