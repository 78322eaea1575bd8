using System.Diagnostics.CodeAnalysis;
using Delight.Actors.Port;

namespace Delight.Actors.Learners;

/// <summary>Who works on which request, who is free, and which requests have to be issued again.</summary>
/// <remarks>Pure bookkeeping. Bounded by the number of worker slots. Not thread-safe: owned by the learner.</remarks>
public sealed class WorkLedger
{
    private readonly Dictionary<long, Grant> _granted = [];
    private readonly Queue<Slot> _free = new();
    private readonly Queue<(long RequestIndex, int Rows)> _lost = new();
    private readonly Dictionary<ActorRef, int> _lives = [];
    private long _nextRequest;

    /// <summary>Rows of all requests that are granted and not yet settled.</summary>
    public int RowsGranted { get; private set; }

    /// <summary>A worker started with so many free slots; whatever it held before is lost.</summary>
    /// <returns>Rows that were lost.</returns>
    public int Start(ActorRef worker, Slot slot, int slots)
    {
        int lost = End(worker);
        int life = _lives.GetValueOrDefault(worker) + 1;
        _lives[worker] = life;
        for (int i = 0; i < slots; i++)
        {
            _free.Enqueue(slot with { Life = life });
        }

        return lost;
    }

    /// <summary>A worker is gone: its requests are to be issued again, its free slots are void.</summary>
    /// <returns>Rows that were lost.</returns>
    public int End(ActorRef worker)
    {
        int lost = 0;
        foreach ((long requestIndex, Grant grant) in _granted.Where(entry => entry.Value.Slot.Worker == worker).OrderBy(entry => entry.Key).ToArray())
        {
            _granted.Remove(requestIndex);
            _lost.Enqueue((requestIndex, grant.Rows));
            lost += grant.Rows;
        }

        RowsGranted -= lost;
        _lives[worker] = _lives.GetValueOrDefault(worker) + 1;
        return lost;
    }

    /// <summary>Gives the next request to the worker that has been free the longest.</summary>
    /// <param name="capacity">Rows that may be granted.</param>
    /// <param name="worker">Who gets it.</param>
    /// <param name="requestIndex">The next new index, or that of a lost request.</param>
    /// <param name="rows">Whole groups, at most the worker's request size and the capacity.</param>
    /// <returns>False where nobody is free or the capacity holds no group.</returns>
    public bool TryGrant(long capacity, [NotNullWhen(true)] out ActorRef? worker, out long requestIndex, out int rows)
    {
        (worker, requestIndex, rows) = (null, 0, 0);
        while (_free.TryPeek(out Slot? candidate) && candidate.Life != _lives[candidate.Worker])
        {
            _free.Dequeue();
        }

        if (!_free.TryPeek(out Slot? slot))
        {
            return false;
        }

        if (_lost.TryPeek(out (long RequestIndex, int Rows) lost))
        {
            (requestIndex, rows) = lost;
        }
        else
        {
            requestIndex = _nextRequest;
            rows = (int)Math.Min(slot.RowsPerRequest, capacity);
            rows -= rows % slot.SamplesPerContext;
        }

        if (rows < 1 || rows > capacity)
        {
            return false;
        }

        _ = _lost.Count > 0 ? _lost.Dequeue().RequestIndex : _nextRequest++;
        _free.Dequeue();
        _granted.Add(requestIndex, new Grant(slot, rows));
        RowsGranted += rows;
        worker = slot.Worker;
        return true;
    }

    /// <summary>A request was answered: its grant is settled and its slot free again.</summary>
    /// <returns>False where the request is not granted: answered before, or lost and issued to another worker.</returns>
    public bool TrySettle(ActorRef worker, long requestIndex, int rows)
    {
        if (!_granted.TryGetValue(requestIndex, out Grant? grant) || grant.Slot.Worker != worker || grant.Rows != rows)
        {
            return false;
        }

        _granted.Remove(requestIndex);
        RowsGranted -= rows;
        _free.Enqueue(grant.Slot);
        return true;
    }

    /// <summary>A place for one request at one worker.</summary>
    /// <param name="Worker">Whose.</param>
    /// <param name="RowsPerRequest">Rows of a request there.</param>
    /// <param name="SamplesPerContext">Rows of a group there.</param>
    public sealed record Slot(ActorRef Worker, int RowsPerRequest, int SamplesPerContext)
    {
        /// <summary>Which start of the worker it belongs to.</summary>
        public int Life { get; init; }
    }

    private sealed record Grant(Slot Slot, int Rows);
}
