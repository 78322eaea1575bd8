using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Reports.Runs;

namespace Delight.Reports.Tests.Runs;

public sealed class FindingTests
{
    [Fact]
    public void Sentence_ComparisonOfOneSeed_RanksByAccuracyAndNamesChance()
    {
        IReadOnlyList<RunRecord> runs = [Run("reinforce", 1, 0.9), Run("dg", 1, 0.024), Run("pg", 1, 0.12)];

        Assert.Equal(
            "After 100 steps on snapshots 30.5 learner steps old on average, dg answers 97.6 % "
            + "of the held-out contexts rightly, pg 88.0 % and reinforce 10.0 % (chance).",
            Plain(Finding.Sentence(runs)));
        Assert.Equal("One seed each, so the spread is unknown.", Finding.Caveat(runs));
    }

    [Fact]
    public void Sentence_SeveralSeeds_GivesMeanAndStandardError()
    {
        IReadOnlyList<RunRecord> runs =
            [Run("dg", 1, 0.02), Run("dg", 2, 0.04), Run("pg", 1, 0.10), Run("pg", 2, 0.12)];

        // Standard error of {0.02, 0.04}: 0.0141 / sqrt(2) = 0.01.
        Assert.Contains(
            "dg answers 97.0 ± 1.0 % of the held-out contexts rightly and pg 89.0 ± 1.0 %",
            Plain(Finding.Sentence(runs)), StringComparison.Ordinal);
        Assert.Equal("Mean ± standard error over 2 seeds.", Finding.Caveat(runs));
    }

    [Fact]
    public void Caveat_DifferenceWithinTheNoise_SaysSo()
    {
        IReadOnlyList<RunRecord> runs =
            [Run("dg", 1, 0.02), Run("dg", 2, 0.04), Run("pg", 1, 0.03), Run("pg", 2, 0.05)];

        Assert.Contains(
            "dg and pg differ by less than two standard errors", Finding.Caveat(runs), StringComparison.Ordinal);
    }

    [Fact]
    public void Caveat_FailedRun_IsNamedAndHasNoPartInTheSentence()
    {
        RunRecord failed = Run("pg", 3, 0.5);
        IReadOnlyList<RunRecord> runs =
            [Run("dg", 1, 0.02), failed with { Summary = failed.Summary with { Status = RunStatus.Failed } }];

        Assert.DoesNotContain("pg", Finding.Sentence(runs), StringComparison.Ordinal);
        Assert.Contains(
            "Of 2 runs pg seed 3 failed and has no part in the mean.", Finding.Caveat(runs), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunStatus.Failed, 1, "Of 4 runs dg seed 3 failed and has no part in the mean.")]
    [InlineData(RunStatus.Failed, 2, "Of 4 runs dg seed 3 and pg seed 1 failed and have no part in the mean.")]
    [InlineData(RunStatus.Interrupted, 1, "Of 4 runs dg seed 3 was interrupted before its last step.")]
    [InlineData(RunStatus.Interrupted, 2,
        "Of 4 runs dg seed 3 and pg seed 1 were interrupted before their last steps.")]
    [InlineData(RunStatus.Running, 2, "Of 4 runs dg seed 3 and pg seed 1 are under way or ended without a word.")]
    public void Caveat_RunsThatDidNotFinish_HasTheVerbOfTheirNumber(RunStatus status, int count, string sentence)
    {
        RunRecord[] runs = [Run("dg", 3, 0.02), Run("pg", 1, 0.04), Run("dg", 1, 0.02), Run("pg", 2, 0.02)];
        Assert.EndsWith(
            sentence,
            Finding.Caveat([.. runs.Select((run, index) =>
                index < count ? run with { Summary = run.Summary with { Status = status } } : run)]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_ScenariosOfOtherChances_MeasuresEachByItsOwn()
    {
        RunRecord other = Run("dg, fresh", 1, 0.5);
        Assert.Contains(
            "dg, fresh answers 50.0 % (chance) of the held-out contexts rightly and dg, stale 45.0 %.",
            Plain(Finding.Sentence([
                Run("dg, stale", 1, 0.55), other with { Summary = other.Summary with { ChanceError = 0.5 } },
            ])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_NothingEvaluated_ClaimsNothing()
    {
        RunRecord run = new("run", RecordSamples.Summary());

        Assert.StartsWith("No run has come to an evaluation", Finding.Sentence([run]), StringComparison.Ordinal);
        Assert.Equal("The run is under way or ended without a word.", Finding.Caveat([run]));
    }

    private static RunRecord Run(string estimator, ulong seed, double error) =>
        new("run", RecordSamples.Summary(estimator, seed) with
    {
        Status = RunStatus.Finished,
        Steps = 100,
        Error = error,
        ChanceError = 0.9,
        Staleness = new StalenessSummary(30.5, 30, 31, 31, [new StalenessCount(30, 1), new StalenessCount(31, 1)]),
    });

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}
