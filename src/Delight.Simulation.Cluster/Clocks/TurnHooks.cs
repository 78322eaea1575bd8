using Akka.Actor;
using Akka.Dispatch;
using Delight.Simulation.Cluster.Systems;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Cluster.Clocks;

/// <summary>Decides what runs around the turns of a system's actors.</summary>
/// <remarks>Actors of the application, and those of Akka.Cluster that begin a coordinated shutdown, have their turns as
/// tasks of the system. Actors of Akka.NET that keep deadlines of the wall clock have those set by virtual
/// time.</remarks>
/// <param name="home">The system's.</param>
internal sealed class TurnHooks(ClusterHome home)
{
    private static readonly string[] BeginShutdown =
        ["Akka.Cluster.ClusterDaemon", "Akka.Cluster.ClusterCoreDaemon"];

    /// <summary>What runs around the turns of an actor; null: nothing.</summary>
    public ITurnHook? Of(ActorCell cell)
    {
        string type = cell.Props.Type.FullName ?? string.Empty;
        bool isTask = TopLevel.NameIn(cell.Self.Path) is not null
            || BeginShutdown.Contains(type, StringComparer.Ordinal);
        IDeadlines? deadlines = DeadlineCatalogue.Of(type, cell);
        return deadlines is not null ? new DeadlineHook(home, deadlines, isTask)
            : isTask ? new TaskHook(home)
            : null;
    }

    private sealed class TaskHook(ClusterHome home) : ITurnHook
    {
        public void Run(SimulatedCell cell, IRunnable turn) => home.Scheduler.Run(turn.Run);
    }

    private sealed class DeadlineHook(ClusterHome home, IDeadlines deadlines, bool isTask) : ITurnHook
    {
        public void Run(SimulatedCell cell, IRunnable turn)
        {
            ActorBase? actor = AkkaInternals.Instance(cell.Cell!);
            object? message = cell is SimulatedMailbox { Count: > 0 } mailbox
                && !AkkaInternals.HasSystemMessages(cell.Cell!.Mailbox!) ? mailbox[0].Message : null;
            if (actor is not null)
            {
                deadlines.Before(actor, home.Loop.Now);
            }

            if (isTask)
            {
                home.Scheduler.Run(turn.Run);
            }
            else
            {
                turn.Run();
            }

            if (AkkaInternals.Instance(cell.Cell!) is { } after)
            {
                deadlines.After(after, message, home.Loop.Now);
            }
        }
    }
}

/// <summary>The deadlines of one actor, which Akka.NET counts by the wall clock.</summary>
internal interface IDeadlines
{
    /// <summary>The actor is about to have a turn: what is over by virtual time becomes long past by the wall clock,
    /// and all else lies far ahead.</summary>
    void Before(ActorBase actor, long now);

    /// <summary>It has had its turn: deadlines that it has set are taken note of.</summary>
    /// <param name="actor">Which.</param>
    /// <param name="message">What it handled; null where that is not known.</param>
    /// <param name="now">Virtual time.</param>
    void After(ActorBase actor, object? message, long now);
}
