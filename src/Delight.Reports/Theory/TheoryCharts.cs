using Delight.Experiments.Text;
using Delight.Experiments.Theory;
using Delight.Learning.Theory;
using Delight.Reports.Charts;

namespace Delight.Reports.Theory;

/// <summary>The figures of a theory report.</summary>
internal static class TheoryCharts
{
    private const string ConfidenceLabel = "1 / delta: the learner grows surer of the right arm";

    // Steps of an ascent that are drawn: its course is smooth, and its axis logarithmic.
    private const int AscentPoints = 120;

    /// <summary>Colour and dashes of an estimator.</summary>
    public static string StyleOf(TheoryResult result, string estimator) =>
        EstimatorStyles.Of(result.Estimators.Select(entry => entry.Name))[estimator];

    /// <summary>Perpendicular second moment of failures against 1 / δ, both logarithmic.</summary>
    public static LineChart Failures(TheoryResult result)
    {
        ChartLine[] lines = [.. Lines(result, point => point.PerpendicularFailures)];
        return new LineChart
        {
            Title = "Perpendicular second moment of failures against 1 / delta",
            Description = string.Join(' ', result.Estimators.Select(estimator =>
                $"{estimator.Name} ends at {NumberText.Power(result.Last(estimator.Name).PerpendicularFailures)}.")),
            XLabel = ConfidenceLabel,
            YLabel = "E|g perpendicular|² of failures",
            Lines = lines,
            YRange = AxisRange.OfSizes([.. lines.SelectMany(line => line.Points)]),
            XRange = Logarithmic(lines),
            ValueText = NumberText.Short,
        };
    }

    /// <summary>Cosine of a batch's update against 1 / δ.</summary>
    public static LineChart Cosines(TheoryResult result)
    {
        List<ChartLine> lines = [.. Lines(result, point => point.SampledCosine)];
        double least = lines.SelectMany(line => line.Points).Min(point => point.Y);
        return new LineChart
        {
            Title = "Cosine of a batch's update with the gradient against 1 / delta",
            Description = string.Join(' ', result.Estimators.Select(estimator => NumberText.Text(
                $"{estimator.Name} ends at {result.Last(estimator.Name).SampledCosine:0.0000}."))),
            XLabel = ConfidenceLabel,
            YLabel = "cosine of a batch's mean update with the gradient, mean over batches",
            Lines = lines,
            YRange = new AxisRange(Math.Max(-1, Math.Floor(least * 50) / 50), 1),
            ValueText = value => NumberText.Text($"{value:0.000}"),
            XRange = Logarithmic(lines),
        };
    }

    /// <summary>Weight of a rare decision against 1 / probability, both logarithmic.</summary>
    /// <param name="result">What was computed.</param>
    /// <param name="name">Successes or failures.</param>
    /// <param name="weight">Which of both.</param>
    public static LineChart Rare(TheoryResult result, string name, Func<RareWeight, double> weight)
    {
        ChartLine[] Curves(Func<RareWeight, double> of) =>
        [
            .. result.Estimators.Select(estimator => new ChartLine(
                estimator.Name, StyleOf(result, estimator.Name),
                [.. result.Sweep.RareWeights.Where(entry => entry.Estimator == estimator.Name)
                    .Select(entry => new ChartPoint(1 / entry.Probability, of(entry)))])),
        ];
        ChartLine[] lines = Curves(weight);
        return new LineChart
        {
            Title = $"Weight of a rare {name} against 1 / probability",
            Description = string.Join(' ', lines.Select(line =>
                $"{line.Label} ends at {NumberText.Power(line.Points[^1].Y)}.")),
            XLabel = "1 / probability of the arm",
            YLabel = $"weight of a rare {name}",
            Lines = lines,
            // Successes and failures are compared, so they share their axis.
            YRange = AxisRange.OfSizes([.. Curves(entry => entry.Success).Concat(Curves(entry => entry.Failure))
                .SelectMany(line => line.Points)]),
            XRange = Logarithmic(lines),
            Size = (440, 300),
            ValueText = NumberText.Short,
            IsLabelled = false,
        };
    }

    /// <summary>The drift on the gambling bandit by policy.</summary>
    public static LineChart Drift(TheoryResult result)
    {
        List<ChartLine> lines = [.. result.Gambling.Select(outcome => new ChartLine(
            outcome.Estimator, StyleOf(result, outcome.Estimator),
            [.. outcome.Drifts.Select(point => new ChartPoint(point.Gamble, point.Drift))]))];
        double least = lines.SelectMany(line => line.Points).Min(point => point.Y);
        double most = lines.SelectMany(line => line.Points).Max(point => point.Y);
        return new LineChart
        {
            Title = "Drift towards the better arm of the gambling bandit, by policy",
            Description = string.Join(' ', result.Gambling.Select(outcome =>
                $"{outcome.Estimator} is misled at {NumberText.Percent(outcome.MisledShare)} of the policies.")),
            XLabel = "probability of gambling",
            YLabel = "drift towards the better arm",
            Lines = lines,
            YRange = new AxisRange(Math.Floor(least * 10) / 10, Math.Ceiling(most * 10) / 10),
            Reference = (0, "below: towards the worse arm"),
            Size = (440, 300),
            IsLabelled = false,
        };
    }

    /// <summary>Expected reward along the exact ascent on the gambling bandit.</summary>
    public static LineChart Ascent(TheoryResult result)
    {
        ChartLine[] lines = [.. result.Gambling.Select(outcome => new ChartLine(
            outcome.Estimator, StyleOf(result, outcome.Estimator), [.. Course(outcome)]))];
        return new LineChart
        {
            Title = "Expected reward on the gambling bandit along the exact ascent",
            Description = string.Join(' ', result.Gambling.Select(outcome =>
                NumberText.Text($"{outcome.Estimator} ends at {outcome.RewardFinal:0.0000}."))),
            XLabel = "updates",
            YLabel = "expected reward",
            Lines = lines,
            YRange = new AxisRange(
                Math.Min(TheoryResult.Bandit.SafeReward, TheoryResult.Bandit.GambleReward),
                Math.Max(TheoryResult.Bandit.SafeReward, TheoryResult.Bandit.GambleReward)),
            XRange = Logarithmic(lines),
            Size = (440, 300),
            IsLabelled = false,
        };
    }

    private static IEnumerable<ChartPoint> Course(GamblingOutcome outcome)
    {
        int last = outcome.Gambles.Count - 1;
        return Enumerable.Range(0, AscentPoints)
            .Select(i => (int)Math.Round(Math.Pow(last, i / (AscentPoints - 1.0))))
            .Distinct()
            .Select(step => new ChartPoint(step, TheoryResult.Bandit.ExpectedReward(outcome.Gambles[step])));
    }

    private static IEnumerable<ChartLine> Lines(TheoryResult result, Func<TheoryPoint, double> value) =>
        result.Estimators.Select(estimator => new ChartLine(
            estimator.Name,
            StyleOf(result, estimator.Name),
            [.. result.Sweep.Points.Where(point => point.Estimator == estimator.Name)
                .Select(point => new ChartPoint(1 / point.Delta, value(point)))]));

    private static AxisRange Logarithmic(IReadOnlyList<ChartLine> lines)
    {
        double[] places = [.. lines.SelectMany(line => line.Points).Select(point => point.X)];
        return new AxisRange(places.Min(), Math.Max(places.Max(), places.Min() * 10), AxisKind.Logarithmic);
    }
}
