using Delight.Simulation.Network;

namespace Delight.Simulation.Live;

/// <summary>What happens later, in the order of its times; one thread waits for all of it.</summary>
/// <remarks>True to about one millisecond, since a thread is woken no more precisely. It starts with the first
/// delay.</remarks>
/// <param name="frictions">Whose delays they are.</param>
internal sealed class DelayQueue(LiveFrictions frictions) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Delayed, (long Due, long Number)> _queue = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private Thread? _thread;
    private long _number;
    private bool _isClosed;

    /// <summary>Messages and actions that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>A message arrives at that time.</summary>
    public void Deliver(long due, in Parked message, Link link) => Add(due, new Delayed(null, message, link));

    /// <summary>Something happens after so many ticks.</summary>
    public void Act(long delay, Action act) => Add(frictions.Now + delay, new Delayed(act, default, null));

    /// <summary>Nothing that waits happens any more.</summary>
    public void Dispose()
    {
        Thread? thread;
        lock (_gate)
        {
            (_isClosed, thread) = (true, _thread);
            _queue.Clear();
        }

        _wake.Set();
        if (thread is not null && thread != Thread.CurrentThread)
        {
            thread.Join();
            _wake.Dispose();
        }
    }

    private void Add(long due, in Delayed delayed)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _queue.Enqueue(delayed, (due, _number++));
            if (_thread is null)
            {
                _thread = new Thread(Work) { IsBackground = true, Name = "delays of links" };
                _thread.Start();
            }

            if (_queue.TryPeek(out _, out (long Due, long Number) first) && first.Number == _number - 1)
            {
                _wake.Set();
            }
        }
    }

    private void Work()
    {
        while (TryTake(out Delayed next))
        {
            try
            {
                next.Happen(frictions);
            }
            catch (Exception failure)
            {
                // One delivery that fails must not keep all others from happening.
                frictions.Report(failure);
            }
        }
    }

    private bool TryTake(out Delayed next)
    {
        while (true)
        {
            TimeSpan wait = Timeout.InfiniteTimeSpan;
            lock (_gate)
            {
                next = default;
                if (_isClosed)
                {
                    return false;
                }

                if (_queue.TryPeek(out _, out (long Due, long Number) first))
                {
                    long left = first.Due - frictions.Now;
                    if (left <= 0)
                    {
                        next = _queue.Dequeue();
                        return true;
                    }

                    wait = TimeSpan.FromMilliseconds(Math.Ceiling(left / (double)TimeSpan.TicksPerMillisecond));
                }
            }

            _wake.WaitOne(wait < TimeSpan.FromDays(1) ? wait : TimeSpan.FromDays(1));
        }
    }

    /// <summary>An action, or a message on a link.</summary>
    private readonly record struct Delayed(Action? Act, Parked Message, Link? Link)
    {
        public void Happen(LiveFrictions frictions)
        {
            if (Link is null)
            {
                Act!();
                return;
            }

            try
            {
                frictions.Router.Deliver(Message);
            }
            finally
            {
                Interlocked.Decrement(ref Link.UnderWay);
            }
        }
    }
}
