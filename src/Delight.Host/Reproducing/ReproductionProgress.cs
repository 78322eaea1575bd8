using Delight.Host.CommandLine;
using Delight.Host.Reports;

namespace Delight.Host.Reproducing;

/// <summary>A line on standard error for each result, with the time left.</summary>
/// <remarks>Time is estimated by experiment: seconds a learner step of its results, or of all where it has none. Safe
/// to call from several threads.</remarks>
internal sealed class ReproductionProgress
{
    private readonly HostContext _context;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Work> _work = new(StringComparer.Ordinal);

    /// <summary>Says what is there and what is to do.</summary>
    /// <param name="context">Its standard error.</param>
    /// <param name="jobs">Runs at the same time.</param>
    /// <param name="work">Experiments and their results so far.</param>
    public ReproductionProgress(
        HostContext context, int jobs, IReadOnlyList<(ExperimentPlan Plan, ResultStore Store)> work)
    {
        _context = context;
        foreach ((ExperimentPlan plan, ResultStore store) in work)
        {
            Work own = new() { Total = plan.Count, Jobs = plan.Experiment.IsTimed ? 1 : jobs };
            foreach (ExperimentCell cell in plan.Distinct)
            {
                if (store.Find(cell.Key) is { } result)
                {
                    own.Add(result, Steps(cell));
                }
                else
                {
                    own.StepsLeft += Steps(cell);
                }
            }

            if (plan.Experiment.IsTheory && store.Find(ResultKey.Of(ExperimentPlan.TheoryContent)) is { } theory)
            {
                own.Add(theory, steps: 0); // it has no cells
            }

            _work[plan.Experiment.Name] = own;
        }

        int done = _work.Values.Sum(own => own.Done);
        context.Error.WriteLine(FormattableString.Invariant(
            $"{NumberText.Counted(_work.Count, "experiment")}, {_work.Values.Sum(own => own.Total)} results, ")
            + FormattableString.Invariant($"{done} of them are there{Left()}"));
    }

    /// <summary>A result is kept.</summary>
    public void Done(string experiment, ExperimentCell? cell, CellResult result)
    {
        lock (_lock)
        {
            Work own = _work[experiment];
            long steps = cell is null ? 0 : Steps(cell);
            own.Add(result, steps);
            own.StepsLeft -= steps;
            string error = result.Error is { } known ? $", error {NumberText.Percent(known)}" : string.Empty;
            string took = NumberText.Duration(TimeSpan.FromSeconds(result.WallSeconds));
            string text = FormattableString.Invariant($"{experiment} {own.Done} of {own.Total}: ")
                + $"{cell?.Label ?? "computed"}{error}, {took}"
                + (result.Failure is null ? string.Empty : $", failed: {result.Failure}") + Left();
            _context.Error.WriteLine(text.Replace('\u00a0', ' '));
        }
    }

    /// <summary>The user does not want the rest now.</summary>
    public void Interrupted()
    {
        int done = _work.Values.Sum(own => own.Done), total = _work.Values.Sum(own => own.Total);
        _context.Error.WriteLine(FormattableString.Invariant(
            $"delight: interrupted; {done} of {total} results are kept. The same command goes on with the rest."));
    }

    private static long Steps(ExperimentCell cell) => cell.Scenario.Long("learner.steps");

    private string Left()
    {
        double stepsKnown = _work.Values.Sum(own => own.StepsDone);
        double overall = stepsKnown > 0 ? _work.Values.Sum(own => own.Seconds) / stepsKnown : 0;
        double seconds = _work.Values.Sum(own => own.StepsLeft
            * (own.StepsDone > 0 ? own.Seconds / own.StepsDone : overall) / own.Jobs);
        return seconds < 1 ? string.Empty
            : $"; about {NumberText.Duration(TimeSpan.FromSeconds(seconds))} left".Replace('\u00a0', ' ');
    }

    private sealed class Work
    {
        public int Total { get; init; }

        public int Jobs { get; init; }

        public int Done { get; set; }

        public long StepsLeft { get; set; }

        public double StepsDone { get; private set; }

        public double Seconds { get; private set; }

        public void Add(CellResult result, long steps)
        {
            Done++;
            StepsDone += steps;
            Seconds += result.WallSeconds;
        }
    }
}
