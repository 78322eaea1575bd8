using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Delight.Simulation.Nodes;

/// <summary>The news of an actor's death on its way to somebody who watches it.</summary>
/// <param name="watcher">Who is told.</param>
/// <param name="notification">Of whose death.</param>
/// <param name="deliver">Puts it into the watcher's mailbox.</param>
internal sealed class DeathNews(
    ActorCell watcher, DeathWatchNotification notification, Action<ActorCell, SystemMessage> deliver)
{
    private int _isTold;

    /// <summary>Tells it, once. On a live system the detection and a restart may both want to.</summary>
    public void Tell()
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            deliver(watcher, notification);
        }
    }
}
