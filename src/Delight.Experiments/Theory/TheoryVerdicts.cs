using System.Globalization;
using Delight.Experiments.Text;
using Delight.Learning.Theory;

namespace Delight.Experiments.Theory;

/// <summary>Checks the claims about the tabular bandits against what was computed.</summary>
public static class TheoryVerdicts
{
    // An exponent this near to 0 is no fall: over the fitted two decades of delta it moves the moment by less than 60
    // %.
    private const double FlatSlope = 0.1;

    // Weights pass through float32.
    private const double EqualRatio = 1e-5;

    /// <summary>All verdicts, in the order of the argument.</summary>
    public static IReadOnlyList<TheoryVerdict> Of(TheoryResult result)
    {
        TheorySweep sweep = result.Sweep;
        double? dgSlope = sweep.FailureSlope("dg"), pgSlope = sweep.FailureSlope("pg");
        TheoryPoint dg = result.Last("dg"), pg = result.Last("pg");
        double apart = 2 * Math.Sqrt(
            (dg.SampledCosineError * dg.SampledCosineError) + (pg.SampledCosineError * pg.SampledCosineError));
        bool isContaminated = result.Options.Contamination > 0;
        RareWeight Rare(string name) => sweep.RareWeights.Last(weight => weight.Estimator == name);
        RareWeight gated = Rare("gate-probability"), told = Rare("pg-told"), delightful = Rare("dg");
        GamblingOutcome lost = result.Gamble("dg"), won = result.Gamble("pg");
        return
        [
            new(
                "under dg the perpendicular second moment of high-surprisal failures falls at least as fast as the "
                    + "learner's overlap with them, delta",
                dgSlope is null
                    ? "the contamination is too small for these delta"
                    : $"it falls as delta^{Exponent(dgSlope)}",
                dgSlope is { } dgFall ? dgFall >= 1 : null),
            new(
                "under pg, with samples that are not the learner's, it does not fall",
                !isContaminated ? "contamination is 0"
                    : pgSlope is null ? "the contamination is too small for these delta"
                    : $"it falls as delta^{Exponent(pgSlope)}",
                isContaminated && pgSlope is { } pgFall ? Math.Abs(pgFall) <= FlatSlope : null),
            new(
                "a gate on the learner's probability alone suppresses rare successes as much as rare failures",
                $"at probability {Short(gated.Probability)} weights {Short(gated.Success)} and {Short(gated.Failure)}",
                Math.Abs(gated.Ratio - 1) <= EqualRatio && gated.Success < 0.5),
            new(
                "so do exact importance weights of known contamination",
                isContaminated ? $"weights {Short(told.Success)} and {Short(told.Failure)}" : "contamination is 0",
                isContaminated ? Math.Abs(told.Ratio - 1) <= EqualRatio && told.Success < 0.5 : null),
            new(
                "dg keeps the rare success and suppresses the rare failure",
                $"weights {Short(delightful.Success)} and {Short(delightful.Failure)}",
                delightful.Success >= 0.5 && delightful.Failure <= 2 * delightful.Probability),
            new(
                "at the smallest delta a batch's update points nearer to the gradient under dg than under pg",
                isContaminated
                    ? $"cosines {Cosine(dg)} and {Cosine(pg)}"
                    : "contamination is 0",
                isContaminated ? dg.SampledCosine - pg.SampledCosine > apart : null),
            new(
                "on the gambling bandit dg loses to reinforce",
                $"expected reward {Short(lost.RewardFinal)} and {Short(won.RewardFinal)}, "
                    + $"dg gambles with {NumberText.Percent(lost.GambleFinal)}",
                lost.RewardFinal < won.RewardFinal),
        ];
    }

    // Adding 0 turns a negative zero into a plain one.
    private static string Exponent(double? slope) =>
        (Math.Round(slope!.Value, 2) + 0).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Cosine(TheoryPoint point) => string.Create(
        CultureInfo.InvariantCulture, $"{point.SampledCosine:0.0000} +- {point.SampledCosineError:0.0000}");

    private static string Short(double value) => NumberText.Short(value);
}
