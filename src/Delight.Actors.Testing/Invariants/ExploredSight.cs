using Delight.Actors.Testing.Clusters;
using Delight.Actors.Testing.Training;

namespace Delight.Actors.Testing.Invariants;

/// <summary>What one can see of a run between two events.</summary>
internal abstract class ExploredSight
{
    /// <summary>Virtual time.</summary>
    public abstract TimeSpan Elapsed { get; }

    /// <summary>Events that are planned.</summary>
    public abstract int EventsPlanned { get; }

    /// <summary>Messages in all mailboxes.</summary>
    public abstract int MessagesWaiting { get; }

    /// <summary>Copies of messages that were sent and neither handled nor lost.</summary>
    public abstract IEnumerable<object> MessagesUnderWay { get; }

    /// <summary>A training in one process.</summary>
    public sealed class OfTraining(SimulatedTraining training) : ExploredSight
    {
        public override TimeSpan Elapsed => training.Elapsed;

        public override int EventsPlanned => training.Simulation.EventsPending;

        public override int MessagesWaiting => training.Simulation.MessagesWaiting;

        public override IEnumerable<object> MessagesUnderWay => training.Simulation.MessagesInFlight;
    }

    /// <summary>A cluster, of whose messages nobody keeps a list.</summary>
    public sealed class OfCluster(SimulatedCluster cluster) : ExploredSight
    {
        public override TimeSpan Elapsed => cluster.Simulation.Elapsed;

        public override int EventsPlanned => cluster.Simulation.EventsPending;

        public override int MessagesWaiting => throw Unknown();

        public override IEnumerable<object> MessagesUnderWay => throw Unknown();

        private static NotSupportedException Unknown() =>
            new("a simulated cluster does not list its messages; watch it without this invariant.");
    }
}
