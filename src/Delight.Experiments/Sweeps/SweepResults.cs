using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;

namespace Delight.Experiments.Sweeps;

/// <summary>What a sweep has come to.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Results">Of its runs.</param>
/// <param name="Folder">Where they are.</param>
/// <remarks>It is a function of the results alone: when and in how many goes they were computed is not
/// seen.</remarks>
public sealed record SweepResults(SweepRequest Request, ExperimentResults Results, string Folder)
{
    private IReadOnlyList<SweepCell>? _cells;

    /// <summary>True where it was stopped before its end.</summary>
    public bool IsInterrupted => Results.Missing > 0;

    /// <summary>Where it was stopped: what is kept, and how it goes on.</summary>
    public string HowToGoOn => NumberText.Text(
        $"interrupted; {Results.Count} of {Results.Count + Results.Missing} results are kept. ")
        + $"Go on with: ./delight sweep --resume {ReplayCommand.Quoted(Folder)}";

    /// <summary>The settings that it varies.</summary>
    public IReadOnlyList<SweepAxis> Axes { get; } = Request.Axes;

    /// <summary>Its estimators.</summary>
    public IReadOnlyList<string> Estimators =>
        [.. Results.Experiment.Variants[0].Estimators.Select(estimator => estimator.Label)];

    /// <summary>What cells are compared by.</summary>
    public Metric Metric { get; } = Metric.Find(Request.Metric)!;

    /// <summary>Seeds of each cell.</summary>
    public int Seeds => Results.Experiment.Seeds;

    /// <summary>Every cell: combinations with the last axis fastest, and the estimators of each.</summary>
    public IReadOnlyList<SweepCell> Cells => _cells ??= Compute();

    /// <summary>The cell with the best mean among those whose seeds are all done and none of which failed; null where
    /// there is none.</summary>
    public SweepCell? Best => Pick(Cells);

    /// <summary>The same among the cells of one estimator.</summary>
    public SweepCell? BestOf(string estimator) => Pick(Cells.Where(cell => cell.Estimator == estimator));

    /// <summary>Runs that failed.</summary>
    public IReadOnlyList<CellResult> Failures =>
        [.. Results.All.Where(result => result.Status == RunStatus.Failed)];

    /// <summary>What runs the best cell with seeds that did not choose it; null where there is none.</summary>
    public string? ConfirmingCommand
    {
        get
        {
            if (Best is not { } best)
            {
                return null;
            }

            string[] values = [.. best.Values];
            ScenarioArguments chosen = Request.At(
                axis => values[Axes.ToList().FindIndex(other => other.Path == axis.Path)]);
            ScenarioOverride seed = new(
                "seed", NumberText.Text($"{Results.Experiment.SeedFirst + Seeds}"), "--seed");
            return ReplayCommand.Compare(
                chosen with { Options = [.. chosen.Options.Where(option => option.Path != "seed"), seed] },
                best.Estimator, Math.Max(Seeds, 2));
        }
    }

    /// <summary>Axes of numbers at whose first or last value the best cell is, so that a better one may lie
    /// beyond.</summary>
    public IEnumerable<(SweepAxis Axis, bool IsLargest)> Edges => Best is not { } best ? [] :
        from pair in Axes.Zip(best.Values)
        let places = pair.First.Places
        where places is { Count: > 1 }
        let place = places[pair.First.Values.ToList().IndexOf(pair.Second)]
        where place == places.Min() || place == places.Max()
        select (pair.First, place == places.Max());

    /// <summary>A mean with half the width of its 95 % interval by Student's t, as tables write it.</summary>
    public string TextOf(Sample sample) => sample.N == 0 ? NumberText.None
        : Metric.IsCounted ? NumberText.Text($"{sample.Values.Sum():0} of {sample.N}")
        : Metric.IsShare ? NumberText.PercentWithError(sample.Mean, sample.Interval)
        : sample.Interval is { } half ? $"{NumberText.Short(sample.Mean)} ± {NumberText.Short(half)}"
        : NumberText.Short(sample.Mean);

    /// <summary>A value of the metric, as axes and cells write it.</summary>
    public string TextOf(double value) =>
        Metric.IsShare ? NumberText.PercentTick(value) : NumberText.Short(value);

    private SweepCell? Pick(IEnumerable<SweepCell> cells)
    {
        IEnumerable<SweepCell> whole = cells.Where(cell => cell.Sample.N == Seeds);
        return Metric.IsGain ? whole.MaxBy(cell => cell.Sample.Mean) : whole.MinBy(cell => cell.Sample.Mean);
    }

    private List<SweepCell> Compute()
    {
        ExperimentVariant variant = Results.Experiment.Variants[0];
        List<SweepCell> cells =
        [
            .. from combination in SweepExperiment.Combinations(Axes).Select((values, index) => (values, index))
               from estimator in variant.Estimators
               let results = Results.At(variant, variant.Points[combination.index], estimator)
               select new SweepCell(
                   [.. combination.values.Select(value => value.Value)], estimator.Label, results,
                   Sample.Of(results.Select(Metric.Of))),
        ];
        if (Pick(cells) is not { } best)
        {
            return cells;
        }

        Dictionary<ulong, double> ofBest = BySeed(best);
        return [.. cells.Select(cell => ReferenceEquals(cell, best) ? cell : cell with
        {
            Difference = Sample.OfDifferences(BySeed(cell), ofBest) is { N: > 0 } difference ? difference : null,
        })];
    }

    private Dictionary<ulong, double> BySeed(SweepCell cell) => cell.Results
        .Select(result => (result.Seed, Value: Metric.Of(result)))
        .Where(entry => double.IsFinite(entry.Value))
        .ToDictionary(entry => entry.Seed, entry => entry.Value);
}
