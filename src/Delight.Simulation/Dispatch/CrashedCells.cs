using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Delight.Simulation.Dispatch;

/// <summary>What is left of an actor in a crash of its node.</summary>
internal static class CrashedCells
{
    /// <summary>Of the system messages that wait, those count that others rely on.</summary>
    public static void KeepWatches(ActorCell actor)
    {
        List<SystemMessage> kept = [];
        SystemMessage? next = Interlocked.Exchange(ref AkkaInternals.SystemQueue(actor.Mailbox!), null);
        while (next is not null)
        {
            SystemMessage message = next;
            next = AkkaInternals.Next(message);
            message.Unlink();
            if (message is Watch or Unwatch or DeathWatchNotification or Supervise)
            {
                kept.Add(message);
            }
        }

        for (int index = kept.Count - 1; index >= 0; index--)
        {
            actor.SendSystemMessage(kept[index]);
        }
    }
}
