using Delight.Benchmarks.Training;
using Delight.Learning.Training;

namespace Delight.Benchmarks.Tests.Training;

public sealed class PolicyTrainerBenchmarksTests
{
    [Theory]
    [InlineData("dg", 100)]
    [InlineData("kondo", 3)]
    public void Step_FullBatch_TrainsTheRowsThatItsEstimatorKeeps(string estimator, int rowsBackward)
    {
        PolicyTrainerBenchmarks benchmarks = new() { Estimator = estimator };
        benchmarks.Setup();

        UpdateStatistics first = benchmarks.Step();
        UpdateStatistics second = benchmarks.Step();
        benchmarks.Cleanup();

        Assert.Equal(rowsBackward, first.RowsBackward);
        Assert.True(first.GradientNorm > 0);
        Assert.Equal(first.Objective, second.Objective); // at a learning rate of 0 every call does the same work
        Assert.Equal(first.GradientNorm, second.GradientNorm);
    }
}
