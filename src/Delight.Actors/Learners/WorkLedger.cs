using System.Diagnostics.CodeAnalysis;
using Delight.Actors.Port;

namespace Delight.Actors.Learners;

/// <summary>Who works on which request, who is free, and which requests have to be issued again.</summary>
/// <remarks>
/// Pure bookkeeping. Free slots and grants are bounded by the slots of living workers; lost requests by what was
/// granted at once. Not thread-safe: owned by the learner.
/// </remarks>
public sealed class WorkLedger
{
    private readonly Dictionary<long, Grant> _granted = [];
    private readonly List<Pool> _pools = [];
    private readonly SortedDictionary<long, Grant> _lost = [];
    private long _nextRequest;
    private long _nextRow;
    private long _nextTurn;

    /// <summary>Rows of all requests that are granted and not yet settled.</summary>
    public int RowsGranted { get; private set; }

    /// <summary>A worker started with so many free slots; whatever it held before is lost.</summary>
    /// <returns>Rows that were lost.</returns>
    public int Start(Slot slot, int slots)
    {
        int lost = End(slot.Worker);
        for (int i = 0; i < slots; i++)
        {
            Free(slot);
        }

        return lost;
    }

    /// <summary>A worker is gone: its requests are to be issued again, its free slots are void.</summary>
    /// <returns>Rows that were lost.</returns>
    public int End(ActorRef worker)
    {
        int lost = 0;
        foreach ((long requestIndex, Grant grant) in _granted.Where(entry => entry.Value.Slot.Worker == worker)
            .ToArray())
        {
            _granted.Remove(requestIndex);
            _lost.Add(requestIndex, grant);
            lost += grant.Rows;
        }

        RowsGranted -= lost;
        foreach (Pool pool in _pools)
        {
            for (LinkedListNode<(Slot Slot, long Turn)>? node = pool.Free.First, next; node is not null; node = next)
            {
                next = node.Next;
                if (node.Value.Slot.Worker == worker)
                {
                    pool.Free.Remove(node);
                }
            }
        }

        return lost;
    }

    /// <summary>Gives the next request to the worker that has been free the longest and can take one.</summary>
    /// <param name="capacity">Rows that may be granted.</param>
    /// <param name="worker">Who gets it.</param>
    /// <param name="rows">Those of a lost request which fits the worker and the capacity, else new ones: at most the
    /// worker's request size and the capacity.</param>
    /// <returns>False where nobody is free or the capacity is used up.</returns>
    public bool TryGrant(long capacity, [NotNullWhen(true)] out ActorRef? worker, out RequestRows rows)
    {
        Pool? longest = null;
        foreach (Pool pool in _pools)
        {
            bool canTake = pool.Free.Count > 0 && capacity > 0;
            if (canTake && (longest is null || pool.Free.First!.Value.Turn < longest.Free.First!.Value.Turn))
            {
                longest = pool;
            }
        }

        if (longest is null)
        {
            (worker, rows) = (null, default);
            return false;
        }

        Slot slot = longest.Free.First!.Value.Slot;
        longest.Free.RemoveFirst();
        rows = TakeLost(slot, capacity) ?? TakeNew(slot, capacity);
        _granted.Add(rows.RequestIndex, new Grant(slot, rows.FirstRow, rows.Rows));
        RowsGranted += rows.Rows;
        worker = slot.Worker;
        return true;
    }

    /// <summary>A request was answered: its grant is settled and its slot free again.</summary>
    /// <returns>False where the request is not granted: answered before, or lost and issued to another
    /// worker.</returns>
    public bool TrySettle(ActorRef worker, long requestIndex, int rows)
    {
        if (!_granted.TryGetValue(requestIndex, out Grant? grant) || grant.Slot.Worker != worker || grant.Rows != rows)
        {
            return false;
        }

        _granted.Remove(requestIndex);
        RowsGranted -= rows;
        Free(grant.Slot);
        return true;
    }

    private void Free(Slot slot)
    {
        Pool? pool = _pools.Find(pool => pool.RowsPerRequest == slot.RowsPerRequest);
        if (pool is null)
        {
            pool = new Pool(slot.RowsPerRequest);
            _pools.Add(pool);
        }

        pool.Free.AddLast((slot, _nextTurn++));
    }

    private RequestRows? TakeLost(Slot slot, long capacity)
    {
        foreach ((long requestIndex, Grant lost) in _lost)
        {
            if (lost.Rows <= Math.Min(slot.RowsPerRequest, capacity))
            {
                _lost.Remove(requestIndex);
                return new RequestRows(requestIndex, lost.FirstRow, lost.Rows);
            }
        }

        return null;
    }

    private RequestRows TakeNew(Slot slot, long capacity)
    {
        RequestRows rows = new(_nextRequest++, _nextRow, (int)Math.Min(slot.RowsPerRequest, capacity));
        _nextRow += rows.Rows;
        return rows;
    }

    /// <summary>A place for one request at one worker.</summary>
    /// <param name="Worker">Whose.</param>
    /// <param name="RowsPerRequest">Rows of a request there.</param>
    public sealed record Slot(ActorRef Worker, int RowsPerRequest);

    /// <summary>The rows of one request.</summary>
    /// <param name="RequestIndex">Names the request.</param>
    /// <param name="FirstRow">Number of its first row in the whole run.</param>
    /// <param name="Rows">How many.</param>
    public readonly record struct RequestRows(long RequestIndex, long FirstRow, int Rows);

    /// <summary>Free slots of one size with the turn at which each became free: there are as many sizes as pools of
    /// workers.</summary>
    private sealed record Pool(int RowsPerRequest)
    {
        public LinkedList<(Slot Slot, long Turn)> Free { get; } = new();
    }

    private sealed record Grant(Slot Slot, long FirstRow, int Rows);
}
