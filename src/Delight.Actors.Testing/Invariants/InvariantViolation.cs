namespace Delight.Actors.Testing.Invariants;

/// <summary>A run broke an invariant.</summary>
/// <param name="Invariant">The invariant's name.</param>
/// <param name="What">What was, and what would have been right.</param>
/// <param name="Time">Virtual time of the event at which it showed.</param>
/// <param name="Event">Number of that event among all of the run, from 1.</param>
/// <param name="Happening">What happened last until then: a delivery, for example <c>trajectories-ready/1 from
/// workers:/coordinator/rollout-0 to learner:/coordinator/learner</c>.</param>
/// <param name="Digest">Hash over all deliveries up to there: a replay that has it is the same run.</param>
public sealed record InvariantViolation(
    string Invariant, string What, TimeSpan Time, long Event, string Happening, ulong Digest);
