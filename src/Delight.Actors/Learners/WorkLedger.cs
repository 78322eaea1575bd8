using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Delight.Actors.Learners;

/// <summary>Who works on which request, who is free, and which requests have to be issued again.</summary>
/// <remarks>
/// Pure bookkeeping: no clock, no messages. Free slots and grants are bounded by the slots of living workers; lost
/// requests by what was granted at once. Not thread-safe: owned by the learner.
/// </remarks>
public class WorkLedger
{
    private readonly Dictionary<long, Grant> _granted = [];
    private readonly Dictionary<IActorRef, long> _lives = [];
    private readonly Dictionary<IActorRef, List<Slot>> _silent = [];
    private readonly Dictionary<IActorRef, Holding> _holdings = [];
    private readonly List<Pool> _pools = [];
    private readonly SortedDictionary<long, RequestRows> _lost = [];
    private long _nextTurn;

    /// <summary>Starts with nobody at work.</summary>
    /// <param name="nextRequest">Index of the first new request.</param>
    /// <param name="nextRow">Number of its first row.</param>
    public WorkLedger(long nextRequest = 0, long nextRow = 0) => (NextRequest, NextRow) = (nextRequest, nextRow);

    /// <summary>Index of the next new request.</summary>
    public long NextRequest { get; private set; }

    /// <summary>Number of the next new row.</summary>
    public long NextRow { get; private set; }

    /// <summary>Rows of all requests that are granted and not yet settled.</summary>
    public int RowsGranted { get; private set; }

    /// <summary>Slots that take requests, hold one, or are closed since their worker is silent; and requests that are
    /// to be issued again.</summary>
    internal (int Slots, int Lost) Sizes =>
        (_pools.Sum(pool => pool.Free.Count) + _granted.Count + _silent.Values.Sum(slots => slots.Count), _lost.Count);

    /// <summary>A worker shows that it lives. In a new life all its slots are free, and what it held before is
    /// lost.</summary>
    /// <param name="slot">Each of its slots.</param>
    /// <param name="slots">How many.</param>
    /// <param name="life">Rises with every start of the worker.</param>
    /// <returns>Rows that were lost.</returns>
    public int Start(Slot slot, int slots, long life)
    {
        if (_lives.TryGetValue(slot.Worker, out long known) && known >= life)
        {
            Hear(slot.Worker);
            return 0;
        }

        int lost = End(slot.Worker);
        _lives[slot.Worker] = life;
        for (int i = 0; i < slots; i++)
        {
            Free(slot);
        }

        return lost;
    }

    /// <summary>A worker is heard: its slots that were silent too long take requests again.</summary>
    public void Hear(IActorRef worker)
    {
        if (_silent.Remove(worker, out List<Slot>? slots))
        {
            slots.ForEach(Free);
        }
    }

    /// <summary>Requests without an answer for long are to be issued again; their slots stay closed until their worker
    /// is heard.</summary>
    /// <param name="grantedBefore">What was granted earlier has waited too long.</param>
    /// <returns>Rows that were lost.</returns>
    public virtual int Expire(TimeSpan grantedBefore)
    {
        int lost = 0;
        foreach ((long requestIndex, Grant grant) in _granted.Where(entry => entry.Value.GrantedAt < grantedBefore)
            .OrderBy(entry => entry.Key).ToArray())
        {
            lost += LoseGrant(requestIndex, grant);
            if (!_silent.TryGetValue(grant.Slot.Worker, out List<Slot>? slots))
            {
                _silent.Add(grant.Slot.Worker, slots = []);
            }

            slots.Add(grant.Slot);
        }

        return lost;
    }

    /// <summary>Rows are to be generated again, as a request of their own, before any new ones.</summary>
    /// <param name="firstRow">Number of the first one.</param>
    /// <param name="rows">How many.</param>
    public void Reissue(long firstRow, int rows)
    {
        long requestIndex = NextRequest++;
        _lost.Add(requestIndex, new RequestRows(requestIndex, firstRow, rows));
    }

    /// <summary>A worker is gone: its requests are to be issued again, its free slots are void.</summary>
    /// <returns>Rows that were lost.</returns>
    public int End(IActorRef worker)
    {
        int lost = 0;
        _lives.Remove(worker);
        _silent.Remove(worker);
        if (!_holdings.TryGetValue(worker, out Holding? holding))
        {
            return 0;
        }

        foreach (long requestIndex in holding.Requests.ToArray())
        {
            lost += LoseGrant(requestIndex, _granted[requestIndex]);
        }

        foreach (LinkedListNode<(Slot Slot, long Turn)> node in holding.Free)
        {
            node.List!.Remove(node);
        }

        _holdings.Remove(worker);
        return lost;
    }

    /// <summary>Gives the next request to the worker that has been free the longest and can take one.</summary>
    /// <param name="capacity">Rows that may be granted.</param>
    /// <param name="now">When it is granted.</param>
    /// <param name="worker">Who gets it.</param>
    /// <param name="rows">Those of a lost request which fits the worker and the capacity, else new ones: at most the
    /// worker's request size and the capacity.</param>
    /// <returns>False where nobody is free or the capacity is used up.</returns>
    public bool TryGrant(
        long capacity, TimeSpan now, [NotNullWhen(true)] out IActorRef? worker, out RequestRows rows)
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

        LinkedListNode<(Slot Slot, long Turn)> first = longest.Free.First!;
        Slot slot = first.Value.Slot;
        longest.Free.RemoveFirst();
        Holding holding = _holdings[slot.Worker];
        holding.Free.Remove(first);
        rows = TakeLost(slot, capacity) ?? TakeNew(slot, capacity);
        _granted.Add(rows.RequestIndex, new Grant(slot, rows, now));
        holding.Requests.Add(rows.RequestIndex);
        RowsGranted += rows.Rows;
        worker = slot.Worker;
        return true;
    }

    /// <summary>A request was answered: its grant is settled and its slot free again.</summary>
    /// <param name="worker">Who answered.</param>
    /// <param name="requestIndex">What.</param>
    /// <param name="rows">With how many rows.</param>
    /// <param name="firstRow">Number of the first one.</param>
    /// <returns>False where the request is not granted: answered before, or lost and issued to another
    /// worker.</returns>
    public virtual bool TrySettle(IActorRef worker, long requestIndex, int rows, out long firstRow)
    {
        Hear(worker);
        bool isGranted = _granted.TryGetValue(requestIndex, out Grant? grant)
            && grant.Slot.Worker.Equals(worker) && grant.Rows.Rows == rows;
        firstRow = isGranted ? grant!.Rows.FirstRow : 0;
        if (isGranted)
        {
            _granted.Remove(requestIndex);
            _holdings[worker].Requests.Remove(requestIndex);
            RowsGranted -= rows;
            Free(grant!.Slot);
        }

        return isGranted;
    }

    private int LoseGrant(long requestIndex, Grant grant)
    {
        _granted.Remove(requestIndex);
        _holdings[grant.Slot.Worker].Requests.Remove(requestIndex);
        _lost.Add(requestIndex, grant.Rows);
        RowsGranted -= grant.Rows.Rows;
        return grant.Rows.Rows;
    }

    private void Free(Slot slot)
    {
        Pool? pool = _pools.Find(pool => pool.RowsPerRequest == slot.RowsPerRequest);
        if (pool is null)
        {
            pool = new Pool(slot.RowsPerRequest);
            _pools.Add(pool);
        }

        if (!_holdings.TryGetValue(slot.Worker, out Holding? holding))
        {
            _holdings.Add(slot.Worker, holding = new Holding());
        }

        holding.Free.Add(pool.Free.AddLast((slot, _nextTurn++)));
    }

    private RequestRows? TakeLost(Slot slot, long capacity)
    {
        foreach ((long requestIndex, RequestRows lost) in _lost)
        {
            if (lost.Rows <= Math.Min(slot.RowsPerRequest, capacity))
            {
                _lost.Remove(requestIndex);
                return lost;
            }
        }

        return null;
    }

    private RequestRows TakeNew(Slot slot, long capacity)
    {
        RequestRows rows = new(NextRequest++, NextRow, (int)Math.Min(slot.RowsPerRequest, capacity));
        NextRow += rows.Rows;
        return rows;
    }

    /// <summary>A place for one request at one worker.</summary>
    /// <param name="Worker">Whose.</param>
    /// <param name="RowsPerRequest">Rows of a request there.</param>
    public sealed record Slot(IActorRef Worker, int RowsPerRequest);

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

    /// <summary>What one worker has, so that its end needs no search among all others.</summary>
    private sealed class Holding
    {
        public List<long> Requests { get; } = [];

        public List<LinkedListNode<(Slot Slot, long Turn)>> Free { get; } = [];
    }

    private sealed record Grant(Slot Slot, RequestRows Rows, TimeSpan GrantedAt);
}
