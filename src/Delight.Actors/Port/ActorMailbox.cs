namespace Delight.Actors.Port;

/// <summary>What waits for one actor, and what it has put aside.</summary>
internal sealed class ActorMailbox(MailboxOptions options)
{
    private Queue<Envelope> _waiting = new();
    private List<Envelope>? _stash;

    public int Count => _waiting.Count;

    /// <summary>All that waits or was put aside.</summary>
    public IEnumerable<Envelope> All => _waiting.Concat(_stash ?? []);

    /// <summary>Adds a message at the end, beyond the bound only where it is of the runtime itself.</summary>
    /// <returns>What has no room: nothing, the message itself, or the one that waited longest.</returns>
    public Envelope? Add(in Envelope arriving)
    {
        if (_waiting.Count < options.ItemsMax || arriving.IsOfSystem)
        {
            _waiting.Enqueue(arriving);
            return null;
        }

        if (options.Overflow != MailboxOverflow.DropOldest || TakeOldestDroppable() is not { } oldest)
        {
            return arriving;
        }

        _waiting.Enqueue(arriving);
        return oldest;
    }

    public bool TryTake(out Envelope next) => _waiting.TryDequeue(out next);

    /// <summary>Takes everything out at once, in exchange for a queue to fill next.</summary>
    public Queue<Envelope> TakeAll(Queue<Envelope> empty)
    {
        (Queue<Envelope> all, _waiting) = (_waiting, empty);
        return all;
    }

    public void Stash(in Envelope current) => (_stash ??= []).Add(current);

    /// <summary>Puts what was stashed before what waits, in the order in which it came.</summary>
    /// <param name="taken">What was taken out at once and not looked at; goes between the two, and is emptied.</param>
    public void UnstashAll(Queue<Envelope>? taken = null)
    {
        if (_stash is not { Count: > 0 })
        {
            return;
        }

        Queue<Envelope> refilled = new(_stash);
        while (taken is not null && taken.TryDequeue(out Envelope first))
        {
            refilled.Enqueue(first);
        }

        foreach (Envelope waiting in _waiting)
        {
            refilled.Enqueue(waiting);
        }

        _waiting = refilled;
        _stash.Clear();
    }

    private Envelope? TakeOldestDroppable()
    {
        Envelope? oldest = null;
        for (int left = _waiting.Count; left > 0; left--)
        {
            Envelope waiting = _waiting.Dequeue();
            if (oldest is null && !waiting.IsOfSystem)
            {
                oldest = waiting;
            }
            else
            {
                _waiting.Enqueue(waiting);
            }
        }

        return oldest;
    }
}
