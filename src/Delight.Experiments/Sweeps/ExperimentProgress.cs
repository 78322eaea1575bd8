using Delight.Experiments.Text;
using Delight.Simulation;

namespace Delight.Experiments.Sweeps;

/// <summary>A line for each result, with the time left.</summary>
/// <remarks>Time is estimated by place, variant and point: seconds a learner step of its results, or of the
/// experiment's where it has none, or of all. Safe to call from several threads.</remarks>
internal sealed class ExperimentProgress
{
    private static readonly Metric Error = Metric.Find("error")!;

    private readonly TextWriter _output;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Work> _work = new(StringComparer.Ordinal);

    /// <summary>Says what is there and what is to do.</summary>
    /// <param name="output">Gets the lines.</param>
    /// <param name="jobs">Runs at the same time.</param>
    /// <param name="work">Experiments and their results so far.</param>
    /// <param name="what">What is run, for example <c>3 experiments</c>.</param>
    public ExperimentProgress(
        TextWriter output, int jobs, IReadOnlyList<(ExperimentPlan Plan, ResultStore Store)> work, string what)
    {
        _output = output;
        foreach ((ExperimentPlan plan, ResultStore store) in work)
        {
            Work own = new() { Total = plan.Count, Jobs = plan.Experiment.IsTimed ? 1 : jobs };
            foreach (ExperimentCell cell in plan.Distinct)
            {
                if (store.Find(cell.Key) is { } result)
                {
                    own.Add(result, cell);
                }
                else
                {
                    own.PaceOf(cell).StepsLeft += Steps(cell);
                }
            }

            if (plan.Experiment.IsTheory && store.Find(ResultKey.Of(ExperimentPlan.TheoryContent)) is { } theory)
            {
                own.Add(theory, cell: null);
            }

            _work[plan.Experiment.Name] = own;
        }

        int done = _work.Values.Sum(own => own.Done);
        string results = NumberText.Counted(_work.Values.Sum(own => own.Total), "result");
        output.WriteLine(FormattableString.Invariant(
            $"{what}, {results}, {done} of them {(done == 1 ? "is" : "are")} there{Left()}"));
    }

    /// <summary>The number that lines show.</summary>
    public Metric Shown { get; init; } = Error;

    /// <summary>A result is kept.</summary>
    public void Done(string experiment, ExperimentCell? cell, CellResult result)
    {
        lock (_lock)
        {
            Work own = _work[experiment];
            own.Add(result, cell);
            if (cell is not null)
            {
                own.PaceOf(cell).StepsLeft -= Steps(cell);
            }

            string error = Shown.Of(result) is var value && double.IsFinite(value)
                ? $", {Shown.Name} {Shown.Text(Sample.Of([value]))}" : string.Empty;
            string took = DurationWords.Of(TimeSpan.FromSeconds(result.WallSeconds));
            string text = FormattableString.Invariant($"{experiment} {own.Done} of {own.Total}: ")
                + $"{cell?.Label ?? "computed"}{error}, {took}"
                + (result.Failure is null ? string.Empty : $", failed: {result.Failure}") + Left();
            _output.WriteLine(text.Replace('\u00a0', ' '));
        }
    }

    /// <summary>The user does not want the rest now.</summary>
    public void Interrupted()
    {
        int done = _work.Values.Sum(own => own.Done), total = _work.Values.Sum(own => own.Total);
        _output.WriteLine(FormattableString.Invariant(
            $"delight: interrupted; {done} of {total} results are kept. The same command goes on with the rest."));
    }

    private static long Steps(ExperimentCell cell) => cell.Scenario.Settings.Learner.Steps;

    private string Left()
    {
        Pace overall = Pace.Sum(_work.Values.SelectMany(own => own.Paces));
        double seconds = 0;
        foreach (Work own in _work.Values)
        {
            Pace whole = Pace.Sum(own.Paces);
            seconds += own.Paces.Sum(pace =>
                pace.StepsLeft * (pace.SecondsAStep ?? whole.SecondsAStep ?? overall.SecondsAStep ?? 0)) / own.Jobs;
        }

        return seconds < 1 ? string.Empty
            : $"; about {DurationWords.Of(TimeSpan.FromSeconds(seconds))} left";
    }

    private sealed class Work
    {
        private readonly Dictionary<(string Variant, double X), Pace> _paces = [];

        public int Total { get; init; }

        public int Jobs { get; init; }

        public int Done { get; private set; }

        public IEnumerable<Pace> Paces => _paces.Values;

        public void Add(CellResult result, ExperimentCell? cell)
        {
            Done++;
            if (cell is not null)
            {
                PaceOf(cell).StepsDone += Steps(cell);
                PaceOf(cell).Seconds += result.WallSeconds;
            }
        }

        public Pace PaceOf(ExperimentCell cell)
        {
            (string, double) place = (cell.Variant.Name, cell.Point.X);
            if (!_paces.TryGetValue(place, out Pace? pace))
            {
                _paces[place] = pace = new Pace();
            }

            return pace;
        }
    }

    /// <summary>How long the runs of one place take.</summary>
    private sealed class Pace
    {
        public long StepsLeft { get; set; }

        public long StepsDone { get; set; }

        public double Seconds { get; set; }

        /// <summary>Null while nothing is known.</summary>
        public double? SecondsAStep => StepsDone > 0 ? Seconds / StepsDone : null;

        public static Pace Sum(IEnumerable<Pace> paces) => paces.Aggregate(new Pace(), (sum, pace) => new Pace
        {
            StepsDone = sum.StepsDone + pace.StepsDone, Seconds = sum.Seconds + pace.Seconds,
        });
    }
}
