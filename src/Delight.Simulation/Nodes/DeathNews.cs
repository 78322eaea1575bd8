using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Nodes;

/// <summary>The news of an actor's death on its way to somebody who watches it.</summary>
/// <param name="watcher">Who is told.</param>
/// <param name="notification">Of whose death.</param>
internal sealed class DeathNews(ActorCell watcher, DeathWatchNotification notification)
{
    private bool _isTold;

    /// <summary>Tells it, once.</summary>
    public void Tell(SimulationLoop loop)
    {
        if (!_isTold)
        {
            _isTold = true;
            loop.DeliverSystem(watcher, notification);
        }
    }
}
