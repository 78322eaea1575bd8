using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Delight.Simulation.Live;

/// <summary>The news of an actor's death on its way to somebody who watches it.</summary>
/// <param name="watcher">Who is told.</param>
/// <param name="notification">Of whose death.</param>
internal sealed class LiveDeathNews(ActorCell watcher, DeathWatchNotification notification)
{
    private int _isTold;

    /// <summary>Tells it, once.</summary>
    public void Tell()
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            LiveDispatcher.DeliverSystem(watcher, notification);
        }
    }
}
