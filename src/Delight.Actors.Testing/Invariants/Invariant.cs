using Akka.Actor;
using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Testing.Invariants;

/// <summary>Something that holds at every moment of every run, whatever goes wrong; a class each.</summary>
/// <remarks>
/// <para>An invariant hears of rows (as <see cref="ILearnerAudit"/>), of messages (as <see
/// cref="Delight.Simulation.Observing.ISimulationObserver"/>), looks at the run after every event and now and then
/// more closely, and once at its end. It overrides what it needs and calls <see cref="Violate"/> at the first thing
/// that must not be.</para>
/// <para>It keeps books of its own: what it compares with is what the system counts itself. One instance watches one
/// run, on its thread, and changes nothing in it.</para>
/// </remarks>
public abstract class Invariant
{
    private readonly List<string> _violations = [];

    /// <summary>A short name for people, for example <c>trained-once</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The first thing that was not as it must be; null: none.</summary>
    internal string? Violation => _violations.FirstOrDefault();

    /// <summary>The run begins.</summary>
    public virtual void Begin(ExploredState state)
    {
    }

    /// <summary>A learner's life begins.</summary>
    /// <param name="version">A new term, and the step it goes on from.</param>
    public virtual void Started(PolicyVersion version)
    {
    }

    /// <summary>Rows were granted.</summary>
    /// <param name="request">Which, and to how many rows.</param>
    public virtual void Granted(GenerateRollouts request)
    {
    }

    /// <summary>Rows arrived at the learner and wait.</summary>
    /// <param name="trajectories">Of one request.</param>
    /// <param name="firstRow">Number of the first row in the whole run.</param>
    public virtual void Admitted(TrajectoriesReady trajectories, long firstRow)
    {
    }

    /// <summary>Rows that arrived will not be trained on.</summary>
    /// <param name="rows">Rows of one request.</param>
    /// <param name="reason">As in <see cref="RowsDropped"/>.</param>
    public virtual void Dropped(in TrajectoryRows rows, string reason)
    {
    }

    /// <summary>Rows went into an update.</summary>
    /// <param name="version">The version that the update makes.</param>
    /// <param name="rows">Rows of one request; an update takes those of several.</param>
    public virtual void Trained(PolicyVersion version, in TrajectoryRows rows)
    {
    }

    /// <summary>A version was handed to the parameter server.</summary>
    public virtual void Published(PolicyVersion version)
    {
    }

    /// <summary>A message was sent.</summary>
    public virtual void Sent(IActorRef sender, IActorRef receiver, object message)
    {
    }

    /// <summary>A link delivers a message twice.</summary>
    public virtual void Duplicated(object message)
    {
    }

    /// <summary>A message got lost, or reached nobody.</summary>
    public virtual void Lost(object message, string reason)
    {
    }

    /// <summary>A message reached a mailbox.</summary>
    public virtual void Delivered(IActorRef sender, IActorRef receiver, object message)
    {
    }

    /// <summary>An actor took a message out of its mailbox, and its turn is over.</summary>
    public virtual void Handled(IActorRef receiver, object message)
    {
    }

    /// <summary>A role failed.</summary>
    public virtual void Failed(string role, Exception failure)
    {
    }

    /// <summary>An event has happened: for what is quick to check.</summary>
    public virtual void AfterEvent(ExploredState state)
    {
    }

    /// <summary>Every few hundred events, and after the last one: for what takes a look at everything.</summary>
    public virtual void AtInterval(ExploredState state)
    {
    }

    /// <summary>The training has ended, with final parameters.</summary>
    public virtual void AtEnd(ExploredState state)
    {
    }

    /// <summary>Says what must not be; the run stops after the event at hand, at the first violation.</summary>
    /// <param name="what">What is, with its numbers, and what would be right.</param>
    protected void Violate(string what) => _violations.Add(what);

    /// <summary>Violates where a claim does not hold.</summary>
    /// <param name="holds">The claim.</param>
    /// <param name="what">Makes the text, only where it is needed.</param>
    protected void Require(bool holds, Func<string> what)
    {
        if (!holds)
        {
            Violate(what());
        }
    }
}
