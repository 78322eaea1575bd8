using Delight.Actors.Live;

namespace Delight.Actors.Threads;

/// <summary>What the death of a node means for one of its actors.</summary>
internal sealed partial class ThreadedLife
{
    private bool _hasDied;
    private bool _isStartDue;

    /// <summary>The epoch of its node when its life began.</summary>
    public int Epoch => _epoch;

    /// <summary>Why what the instance sends is lost; null where its node did not die under it.</summary>
    public string? LossReason => _epoch == owner.Home.Epoch ? null
        : _stage == LifeStage.Down ? "node-crashed" : "sender-crashed";

    private void HandleOfNode(in Signal signal)
    {
        switch (signal.Kind)
        {
            case SignalKind.Crash:
                Crash(signal);
                break;
            case SignalKind.Orphan when _stage != LifeStage.Stopped:
                Die(runtime.Elapsed + runtime.DetectionTime);
                End();
                break;
            case SignalKind.Revive:
                Revive();
                break;
            case SignalKind.Announce:
                _watchers.AnnounceDue();
                LeaveNode();
                break;
            default:
                break; // overtaken by what happened meanwhile
        }
    }

    /// <summary>The node died: instance, mailbox, stash and timers are gone at once.</summary>
    private void Crash(in Signal crash)
    {
        // A life that began after the crash has not lost what it took along.
        bool isOver = _stage is not (LifeStage.Stopped or LifeStage.Down) && crash.Epoch > _epoch;
        bool isGone = parent?.Home == owner.Home || _stage == LifeStage.Stopping;
        if (isOver)
        {
            Die(crash.KnownAt);
        }

        owner.LoseMailbox(isOver);
        if (isOver && isGone)
        {
            End(); // its fresh parent makes it anew; or it was about to stop anyway
        }
    }

    private void Die(TimeSpan knownAt)
    {
        _nextStart?.Dispose();
        Enter(LifeStage.Down);
        EndInstance();
        _family.Abandon();
        _watchers.NoteDeath(knownAt);
        (_restarts, _isStartDue, _hasDied) = (null, false, true);
    }

    private void Revive()
    {
        _watchers.AnnounceAll();
        LeaveNode();
        if (_stage == LifeStage.Down)
        {
            if (_hasDied)
            {
                runtime.Counters.CountRestart();
            }

            Begin();
            if (_stage == LifeStage.Down && _hasDied)
            {
                _watchers.NoteDeath(runtime.Elapsed + runtime.DetectionTime); // the node is down again
            }
        }
    }

    private void Watch(in DeathWatchers.Watch watch)
    {
        if (_stage == LifeStage.Stopped)
        {
            _watchers.Answer(watch);
        }
        else
        {
            _watchers.Add(watch);
        }
    }

    /// <summary>Who has stopped stays only until all have heard of its death.</summary>
    private void LeaveNode()
    {
        if (_stage == LifeStage.Stopped && !_watchers.HasNotices)
        {
            owner.Home.Remove(owner);
        }
    }
}
