using Delight.Learning.Estimators;

namespace Delight.Learning.Tests.Estimators;

public sealed class VTraceTests
{
    [Fact]
    public void Compute_WorkedBatch_MultipliesTheLastRatioIn()
    {
        // row 0: w_1 = 1/2, w_0 = min(1, 2) · 1/2. row 1: w_1 = 1/4, w_0 = 1 · 1/4. Times ±1/8.
        // J = ln 2 (−(1/16) − 2/16 + 1/32 + 3/32).
        BatchData.Worked().Gives(new VTrace(1, 1), Math.Log(2) * -0.0625, 0.0625, 0.0625, -0.03125, -0.03125);
    }

    [Fact]
    public void Compute_FourDecisions_MultipliesTheTraceBetween()
    {
        // A = 4 = N, ratios 4, 1/2, 3, 1/8; rhoBar 2, cBar 1. w_3 = 1/8; w_2 = 2 · 1/8; w_1 = 1/2 · min(1, 3) · 1/8;
        // w_0 = min(2, 4) · min(1, 1/2) · min(1, 3) · 1/8.
        double[] ratios = [4, 0.5, 3, 0.125];
        Row(ratios, [1, 1, 1, 1], 4).Gives(
            new VTrace(2, 1), Mean(ratios, [0.125, 0.0625, 0.25, 0.125]), 0.125, 0.0625, 0.25, 0.125);
    }

    [Fact]
    public void Compute_MaskWithAHole_UsesUnmaskedDecisionsAlone()
    {
        // Decisions 0 and 2 count, A = 2 = N: w_2 = 1/2 is the last one, w_0 = min(1, 1/4) · 1/2; the hole's ratio
        // takes no part.
        double[] ratios = [0.25, 0.01, 0.5, 0.01];
        Row(ratios, [1, 0, 1, 0], 2).Gives(new VTrace(1, 1), Mean(ratios, [0.125, 0, 0.5, 0]), 0.125, 0, 0.5, 0);
    }

    [Fact]
    public void Compute_InfiniteCapsAndExtremeRatios_CutsOffAtExpSixty()
    {
        BatchData data = Row([1, 1, 1, 1], [1, 1, 1, 1], 4) with
        {
            LogProbs = [-1, -1, -1, -1],
            BehaviourLogProbs = [-900, -900, -900, -900],
        };
        (double objective, float[] coefficients) =
            data.Run(new VTrace(double.PositiveInfinity, double.PositiveInfinity));
        Assert.All(coefficients, c => Near.Equal(Math.Exp(60), c));
        Near.Equal(-4 * Math.Exp(60), objective);
    }

    private static BatchData Row(double[] ratios, byte[] mask, double advantage) => new()
    {
        Rows = 1,
        Decisions = 4,
        LogProbs = [.. ratios.Select(ratio => Math.Log(ratio) - 5)],
        BehaviourLogProbs = [-5, -5, -5, -5],
        Mask = mask,
        Advantages = [advantage],
        Rewards = [1],
        Groups = [0],
    };

    private static double Mean(double[] ratios, double[] coefficients) =>
        ratios.Zip(coefficients, (ratio, c) => c * (Math.Log(ratio) - 5)).Sum();
}
