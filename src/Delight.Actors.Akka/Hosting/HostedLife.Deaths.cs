namespace Delight.Actors.Akka.Hosting;

/// <summary>What the death and the pause of a node mean for one of its actors: the Akka actor stays, without an
/// instance.</summary>
internal sealed partial class HostedLife
{
    private int _epoch;
    private bool _isDown;
    private bool _hasDied;
    private bool _isStartDue;

    /// <summary>The epoch of its node when its life began.</summary>
    public int Epoch => _epoch;

    /// <summary>Lives that ended with the node; children of another one are not the actor's any more.</summary>
    public int Deaths { get; private set; }

    /// <summary>True where the node died under the instance: what it sends is lost.</summary>
    public bool IsCutOff => _epoch != owner.Home.Epoch;

    /// <summary>Why what the instance sends is lost.</summary>
    public string LossReason => _isDown ? "node-crashed" : "sender-crashed";

    /// <summary>The node died: instance, mailbox, stash and timers are gone at once.</summary>
    /// <param name="epoch">That the node began with it. A life that began after the crash goes on.</param>
    /// <returns>True where the actor is gone for good, since its parent died with it.</returns>
    public bool Crash(int epoch)
    {
        bool isOver = !_isDown && epoch > _epoch;
        if (isOver)
        {
            Die();
        }

        owner.Context.LoseStash(isOver);
        return isOver && owner.Parent?.Home == owner.Home;
    }

    /// <summary>The node is back, and the actor with it, unless it is already.</summary>
    public void Revive(HostedActor host)
    {
        if (_isDown)
        {
            StartOrWait(host);
        }
    }

    /// <summary>A pause is over that the start may have waited for.</summary>
    public void GoOn(HostedActor host)
    {
        if (_isStartDue)
        {
            StartOrWait(host);
        }
    }

    private void Die()
    {
        _nextStart?.Dispose();
        (_nextStart, _pause, _restarts, _isStartDue) = (null, TimeSpan.Zero, null, false);
        (_isDown, _hasDied) = (true, true);
        owner.Mailbox.Open(false);
        EndInstance();
        owner.Context.Abandon();
        Deaths++;
    }

    /// <summary>Makes the instance, or lets it wait for the end of a pause or for its node.</summary>
    private void StartOrWait(HostedActor host)
    {
        _epoch = owner.Home.Epoch;
        _isDown = owner.Home.IsDown;
        _isStartDue = !_isDown && owner.Mailbox.IsPaused;
        if (_isDown || _isStartDue)
        {
            (_nextStart, _pause) = (null, TimeSpan.Zero);
            owner.Mailbox.Open(false);
            return;
        }

        if (_hasDied)
        {
            _hasDied = false;
            owner.Runtime.Counters.CountRestart();
        }

        Start(host);
    }
}
