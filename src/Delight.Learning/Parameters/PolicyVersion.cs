using System.Globalization;

namespace Delight.Learning.Parameters;

/// <summary>Names one set of weights: which learner life made them, and after how many updates.</summary>
/// <param name="Term">Rises by one at every recovery of the learner, persisted before anything is published; 0 at
/// first.</param>
/// <param name="Step">Number of optimiser steps taken; 0 is the initial policy.</param>
/// <remarks>Ordered by term, then step, so that versions never go back, whatever was lost in a crash.</remarks>
public readonly record struct PolicyVersion(int Term, long Step) : IComparable<PolicyVersion>
{
    /// <summary>The policy that nobody has trained yet.</summary>
    public static PolicyVersion Initial => default;

    /// <summary>The version after one more update in the same term.</summary>
    public PolicyVersion Next => this with { Step = Step + 1 };

    /// <inheritdoc/>
    public int CompareTo(PolicyVersion other) =>
        Term != other.Term ? Term.CompareTo(other.Term) : Step.CompareTo(other.Step);

    /// <summary>True where left is older than right.</summary>
    public static bool operator <(PolicyVersion left, PolicyVersion right) => left.CompareTo(right) < 0;

    /// <summary>True where left is newer than right.</summary>
    public static bool operator >(PolicyVersion left, PolicyVersion right) => left.CompareTo(right) > 0;

    /// <summary>True where left is not newer than right.</summary>
    public static bool operator <=(PolicyVersion left, PolicyVersion right) => left.CompareTo(right) <= 0;

    /// <summary>True where left is not older than right.</summary>
    public static bool operator >=(PolicyVersion left, PolicyVersion right) => left.CompareTo(right) >= 0;

    /// <summary>For example <c>0.1250</c>: term, then step.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Term}.{Step}");
}
