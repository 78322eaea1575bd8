namespace Delight.Development.Testing;

/// <summary>How many tests ended how.</summary>
/// <param name="Passed">Ran and held.</param>
/// <param name="Failed">Ran and did not hold, or did not come to an end.</param>
/// <param name="Skipped">Did not run, because they say so themselves.</param>
internal readonly record struct TestCounts(int Passed, int Failed, int Skipped)
{
    /// <summary>Tests that ran.</summary>
    internal int Ran => Passed + Failed;

    /// <summary>Counts of two runs together.</summary>
    public static TestCounts operator +(TestCounts left, TestCounts right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    /// <summary>The closing line: <c>N passed, N failed</c>, and <c>, N skipped</c> only where some were.</summary>
    public override string ToString() => Skipped == 0
        ? FormattableString.Invariant($"{Passed} passed, {Failed} failed")
        : FormattableString.Invariant($"{Passed} passed, {Failed} failed, {Skipped} skipped");
}
