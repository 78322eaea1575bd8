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

    public void Stash(in Envelope current) => (_stash ??= []).Add(current);

    /// <summary>Puts what was stashed before what waits, in the order in which it came.</summary>
    public void UnstashAll()
    {
        if (_stash is not { Count: > 0 })
        {
            return;
        }

        Queue<Envelope> refilled = new(_stash);
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
