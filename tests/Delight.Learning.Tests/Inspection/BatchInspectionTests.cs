using System.Globalization;
using Delight.Learning.Estimators;
using Delight.Learning.Inspection;
using Delight.Learning.Parts;

namespace Delight.Learning.Tests.Inspection;

public sealed class BatchInspectionTests
{
    /// <summary>Two rows of one decision, π = (3/4, 1/4) and (1/2, 1/2), u = log 1/4 and log 1/2, rewards 1 and
    /// 0.</summary>
    private static string Worked(string more = "") =>
        $$"""
        { "rows": 2, "decisions": 1, "actions": 2, "logits": [{{Math.Log(3):R}}, 0, 0, 0], "chosen": [0, 1],
          "behaviourLogProbs": [{{Math.Log(0.25):R}}, {{Math.Log(0.5):R}}], "rewards": [1, 0] {{more}} }
        """;

    [Fact]
    public void Compute_DgOnWorkedBatch_ShowsEveryQuantity()
    {
        // A = ±1/2, surprisals −log 3/4 and log 2, χ their products, gates sigmoid(χ), ratios 3 and 1, c = gate · A /
        // 2.
        BatchInspection seen = BatchInspection.Compute(Read(Worked()), new Delightful(1, 0));
        InspectedDecision success = seen.Decisions[0], failure = seen.Decisions[1];
        Assert.Equal(
            (0, 0, 0, 1, 0, 1),
            (success.Row, success.Decision, success.Action, failure.Row, failure.Decision, failure.Action));
        Near.Equal(-Math.Log(0.75), success.Surprisal);
        Near.Equal(0.5, success.Advantage);
        Near.Equal(-0.5 * Math.Log(0.75), success.Delight);
        Near.Equal(1 / (1 + Math.Sqrt(0.75)), success.Gate!.Value);
        Near.Equal(3, success.Ratio);
        Near.Equal(0.25 / (1 + Math.Sqrt(0.75)), success.Coefficient);
        Near.Equal(-0.5 * Math.Log(2), failure.Delight);
        Near.Equal(1 / (1 + Math.Sqrt(2)), failure.Gate!.Value);
        Near.Equal(1, failure.Ratio);
        double c = success.Coefficient, d = failure.Coefficient;
        Near.Equal([0.25 * c, -0.25 * c, -0.5 * d, 0.5 * d], seen.DLogits);
        Near.Equal((c * Math.Log(0.75)) + (d * Math.Log(0.5)), seen.Objective);
    }

    [Fact]
    public void Compute_AdvantageOfZero_HasNoGate()
    {
        BatchInspection seen = BatchInspection.Compute(Read(Worked(", \"groups\": [1, 2]")), new Delightful(1, 0));
        Assert.All(seen.Decisions, decision => Assert.Null(decision.Gate));
        Assert.Equal(2, seen.UninformativeRows);
    }

    [Fact]
    public void Compute_ExpectedConfidence_SubtractsTheLearnersOwn()
    {
        // Σ π² = 9/16 + 1/16 and 1/2.
        BatchInspection seen =
            BatchInspection.Compute(Read(Worked(", \"baseline\": \"expected-confidence\"")), new Reinforce());
        Near.Equal([0.375, -0.5], [.. seen.Decisions.Select(decision => decision.Advantage)]);
    }

    [Fact]
    public void Compute_Xent_IsAboutTheAnswers()
    {
        BatchInspection seen = BatchInspection.Compute(Read(Worked(", \"answers\": [1, 0]")), new CrossEntropy());
        Assert.Equal([1, 0], seen.Decisions.Select(decision => decision.Action));
        Near.Equal([-0.375, 0.375, 0.25, -0.25], seen.DLogits); // (onehot − π) / 2
    }

    [Fact]
    public void Compute_XentWithoutAnswers_IsRefused()
    {
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => BatchInspection.Compute(Read(Worked()), new CrossEntropy()));
        Assert.Contains("answers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_RatioBeyondTheClamp_IsCounted()
    {
        string json = Worked().Replace(
            "[" + Math.Log(0.25).ToString("R", CultureInfo.InvariantCulture), "[-500", StringComparison.Ordinal);
        BatchInspection seen = BatchInspection.Compute(Read(json), new ImportanceWeighted());
        Assert.Equal(1, seen.ClampedRatios);
        Near.Equal(Math.Exp(60), seen.Decisions[0].Ratio);
    }

    private static InspectedBatch Read(string json)
    {
        List<string> errors = [];
        InspectedBatch? batch = BatchFile.Read(json, new PartCatalogues().Advantages, errors);
        Assert.Empty(errors);
        return batch!;
    }
}
