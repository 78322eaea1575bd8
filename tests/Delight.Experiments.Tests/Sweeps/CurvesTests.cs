using Delight.Experiments.Records;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Tests.Support;

namespace Delight.Experiments.Tests.Sweeps;

public sealed class CurvesTests
{
    [Fact]
    public void Longest_GapInTheMiddle_StopsBeforeIt()
    {
        // 2 is solved at step 100, 4 at 50 (which counts from 100 on), 6 never, 8 at once.
        IReadOnlyList<(double X, double Y)> longest = Curves.Longest(
            [(8, Run(0.0)), (2, Run(0.5, 0.01)), (6, Run(0.5, 0.02)), (4, Run(0.005))]);
        Assert.Equal([(0, 0), (100, 2), (100, 4), (200, 4)], longest);
    }

    [Theory]
    [InlineData(50, false, 0.5)]
    [InlineData(50, true, 1)]
    [InlineData(100, true, 0)]
    [InlineData(101, false, double.NaN)]
    public void At_BetweenTwoPoints_RunsStraightOrInSteps(double x, bool isStepped, double expected) =>
        Assert.Equal(expected, Curves.At([(0, 1), (100, 0)], x, isStepped));

    [Fact]
    public void BackwardRows_UpToAStep_AreTheSharesOfTheStretchesBefore()
    {
        BackwardRows rows = new([Update(10, 0.5), Update(20, 0.1)], batchRows: 100);
        Assert.Equal((0.0, 250.0, 500.0, 550.0), (rows.At(0), rows.At(5), rows.At(10), rows.At(15)));
    }

    private static Actors.Recording.UpdateMeasurement Update(long step, double share) =>
        RecordSamples.Update(step) with { BackwardShare = share };

    private static CellResult Run(params double[] errors) => new()
    {
        Key = "k", Experiment = "e", Command = "c", Status = RunStatus.Finished, Steps = 200,
        Evaluations = new Dictionary<string, double[]>
        {
            ["step"] = [.. errors.Select((_, index) => errors.Length == 1 ? 50.0 : 100.0 * index)], ["error"] = errors,
        },
    };
}
