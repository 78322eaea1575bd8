using Delight.Experiments.Records;
using Delight.Experiments.Text;

namespace Delight.Reports.Runs;

/// <summary>Says in plain sentences what runs found, and no more than they found.</summary>
internal static class Finding
{
    // An accuracy this near to chance, in shares, is called chance: evaluations of 10,000 contexts move by less.
    private const double ChanceTolerance = 0.02;

    /// <summary>What came out, one sentence.</summary>
    public static string Sentence(IReadOnlyList<RunRecord> runs)
    {
        IReadOnlyList<EstimatorSummary> evaluated = [.. Evaluated(runs).OrderBy(summary => summary.ErrorMean)];
        if (evaluated.Count == 0)
        {
            return "No run has come to an evaluation, so there is nothing to say about the error yet.";
        }

        List<string> answers = [.. evaluated.Select((summary, index) =>
            index == 0
                ? $"{summary.Estimator} answers {Accuracy(summary)} of the held-out contexts rightly"
                : $"{summary.Estimator}\u00a0{Accuracy(summary)}")];
        return $"After {Steps(runs)} on snapshots {Age(evaluated)}, {NumberText.List(answers)}.";
    }

    /// <summary>How far the sentence can be trusted: seeds, failures, differences that the seeds do not
    /// settle.</summary>
    public static string Caveat(IReadOnlyList<RunRecord> runs)
    {
        List<string> sentences = [];
        IReadOnlyList<EstimatorSummary> evaluated = [.. Evaluated(runs).OrderBy(summary => summary.ErrorMean)];
        int least = evaluated.Select(summary => summary.N).DefaultIfEmpty(0).Min();
        int most = evaluated.Select(summary => summary.N).DefaultIfEmpty(0).Max();
        if (most == 1)
        {
            sentences.Add($"One seed{(evaluated.Count == 1 ? string.Empty : " each")}, so the spread is unknown.");
        }
        else if (most > 1)
        {
            string seeds = least == most ? $"{most} seeds" : $"{least} to {most} seeds";
            sentences.Add($"Mean ± standard error over {seeds}.");
        }

        sentences.AddRange(evaluated.Zip(evaluated.Skip(1)).Where(pair => IsOpen(pair.First, pair.Second)).Take(1)
            .Select(pair =>
                $"{pair.First.Estimator} and {pair.Second.Estimator} differ by less than two standard errors: "
                + "these seeds do not tell which is better."));
        foreach (RunStatus status in new[] { RunStatus.Failed, RunStatus.Interrupted, RunStatus.Running })
        {
            List<RunSummary> concerned = [.. runs.Select(run => run.Summary).Where(run => run.Status == status)];
            if (concerned.Count > 0)
            {
                sentences.Add(Concerned(status, concerned, runs.Count));
            }
        }

        return string.Join(' ', sentences);
    }

    private static string Concerned(RunStatus status, List<RunSummary> concerned, int total)
    {
        bool one = concerned.Count == 1;
        string what = status switch
        {
            RunStatus.Failed => (one ? "failed and has" : "failed and have") + " no part in the mean",
            RunStatus.Interrupted when one => "was interrupted before its last step",
            RunStatus.Interrupted => "were interrupted before their last steps",
            _ => one ? "is under way or ended without a word" : "are under way or ended without a word",
        };
        string whose = NumberText.List([.. concerned.GroupBy(run => run.Estimator)
            .Select(group => $"{group.Key} seed {string.Join(", ", group.Select(run => run.Seed))}")]);
        return $"{(total == 1 ? "The run" : $"Of {total} runs {whose}")} {what}.";
    }

    private static bool IsOpen(EstimatorSummary better, EstimatorSummary worse)
    {
        if (better.ErrorStandardError is not { } a || worse.ErrorStandardError is not { } b)
        {
            return false;
        }

        return worse.ErrorMean!.Value - better.ErrorMean!.Value <= 2 * Math.Sqrt((a * a) + (b * b));
    }

    // A run that could not say how it ended still has its evaluations; the summary then takes the last of them.
    private static IEnumerable<EstimatorSummary> Evaluated(IReadOnlyList<RunRecord> runs) => EstimatorSummary
        .Group(runs.Select(run => run.Summary with { Error = run.Error }))
        .Where(summary => summary.N > 0);

    private static string Accuracy(EstimatorSummary summary)
    {
        double error = summary.ErrorMean!.Value;
        bool isChance = summary.Runs[0].ChanceError is { } blind && Math.Abs(blind - error) <= ChanceTolerance;
        string accuracy = NumberText.PercentWithError(1 - error, summary.ErrorStandardError);
        return isChance ? accuracy + " (chance)" : accuracy;
    }

    private static string Steps(IReadOnlyList<RunRecord> runs)
    {
        long least = runs.Min(run => run.Steps), most = runs.Max(run => run.Steps);
        return least == most
            ? NumberText.Counted(most, "step")
            : $"{NumberText.Count(least)} to {NumberText.Count(most)} steps";
    }

    private static string Age(IReadOnlyList<EstimatorSummary> summaries)
    {
        List<double> means =
            [.. summaries.Where(summary => summary.Staleness.Rows > 0).Select(summary => summary.Staleness.Mean)];
        if (means.Count == 0)
        {
            return "of unknown age";
        }

        if (means.Max() == 0)
        {
            return "that are never stale";
        }

        string least = NumberText.Mean(means.Min()), most = NumberText.Mean(means.Max());
        return least == most || means.Max() - means.Min() < 0.02 * means.Max()
            ? $"{NumberText.Mean(means.Average())} learner steps old on average"
            : $"{least} to {most} learner steps old on average";
    }
}
