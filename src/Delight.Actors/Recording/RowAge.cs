using Delight.Learning.Parameters;

namespace Delight.Actors.Recording;

/// <summary>Staleness of a row at consumption, in learner steps.</summary>
/// <param name="AtStart">Against the policy that chose the first action: the worst.</param>
/// <param name="AtEnd">Against the policy that chose the last action.</param>
/// <param name="OverDecisions">Mean over the decisions.</param>
/// <param name="InFlight">The part of <paramref name="AtStart"/> until the row arrived at the learner.</param>
public readonly record struct RowAge(long AtStart, long AtEnd, double OverDecisions, long InFlight)
{
    /// <summary>The part of <see cref="AtStart"/> while the row waited for its update.</summary>
    public long InQueue => AtStart - InFlight;

    /// <summary>Steps from a policy to a later one. A policy of an earlier term counts from where the terms parted, or
    /// from itself where it is older than that: no recovery makes old data look new.</summary>
    /// <param name="policy">The older one.</param>
    /// <param name="now">The later one.</param>
    /// <param name="recovered">The step at which the term of <paramref name="now"/> began.</param>
    public static long Between(PolicyVersion policy, PolicyVersion now, long recovered) =>
        now.Step - (policy.Term == now.Term ? policy.Step : Math.Min(policy.Step, recovered));
}
