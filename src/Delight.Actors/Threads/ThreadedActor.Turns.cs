using Delight.Actors.Port;

namespace Delight.Actors.Threads;

/// <summary>The turns of one actor on the thread pool, and how slow it is in them.</summary>
internal sealed partial class ThreadedActor
{
    private int _handled;
    private int _quota;
    private double _slowFactor = 1;

    /// <inheritdoc/>
    public double SlowFactor
    {
        get => Volatile.Read(ref _slowFactor);
        set => Volatile.Write(ref _slowFactor, value);
    }

    private double Slowness => SlowFactor * Home.SlowFactor;

    /// <summary>One turn. Never called twice at a time.</summary>
    public void Execute()
    {
        try
        {
            TakeTurn();
        }
        catch (Exception broken)
        {
            // A part that promised not to throw did: that ends the run in order, and not the process.
            _runtime.Fail(this, broken);
            _runtime.Queue(this);
        }
    }

    private void TakeTurn()
    {
        long began = 0;
        int taken = 0, quota = Slowness > 1 ? 1 : _quota;
        while (taken < quota)
        {
            InboxItem item = _inbox.Take(out Signal signal, out Envelope envelope);
            if (item == InboxItem.None)
            {
                CountHandled();
                _runtime.End();
                return;
            }

            if (item == InboxItem.Signal)
            {
                _life.Handle(signal);
                continue;
            }

            // Of several messages the first is not timed, so that whoever gets one at a time never asks for the time.
            if (taken++ == Math.Min(1, quota - 1))
            {
                began = Time.GetTimestamp();
            }

            Process(envelope);
        }

        CountHandled();
        EndTurn(Time.GetElapsedTime(began));
    }

    private void EndTurn(TimeSpan took)
    {
        double slow = Slowness;
        if (slow > 1)
        {
            // The turn goes on when it would have ended on a slower node; no thread waits for that.
            _runtime.HappenAt(Elapsed + ((slow - 1) * took), EndRest);
            if (!_inbox.Rest())
            {
                _runtime.End();
                return;
            }
        }
        else
        {
            ThreadedOptions options = _runtime.Options;
            _quota = took > options.TurnTime ? Math.Max(1, _quota / 2) : Math.Min(2 * _quota, options.MessagesPerTurn);
        }

        _runtime.Queue(this);
    }

    private void EndRest()
    {
        if (_inbox.EndRest())
        {
            _runtime.Begin(this);
        }
    }

    private void CountHandled()
    {
        if (_handled != 0)
        {
            _runtime.Counters.CountDeliveries(_handled);
            _handled = 0;
        }
    }

    private void Process(in Envelope envelope)
    {
        if (envelope.Timer is { } timer && !_timers!.TrySettle(timer))
        {
            return;
        }

        _handled++;
        _current = envelope with { Timer = null };
        _isCurrentStashed = false;
        IActivityObserver? activity = _runtime.Activity;
        TimeSpan began = activity is null ? default : Elapsed;
        try
        {
            _life.Instance.Receive(envelope.Message, this);
        }
        catch (Exception failure)
        {
            _runtime.Counters.CountDrop("failed");
            if (_life.LossReason is null)
            {
                _life.Fail(failure); // else its node is gone already, and no supervision is asked
            }
        }

        activity?.Handled(this, envelope.Message, began, Elapsed);
        if (!_isCurrentStashed)
        {
            (envelope.Message as IRetained)?.Release();
        }

        _current = default;
    }
}
