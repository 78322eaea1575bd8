using Delight.Development.Bench;
using Delight.Learning.Execution;
using Delight.Learning.Training;

namespace Delight.Host.Tests.Bench;

public sealed class EngineBenchTests
{
    [Fact]
    public void Work_TinyWidths_TrainsOnAllOfItsRows()
    {
        foreach (EngineWork work in (EngineWork[])[
            EngineWork.Mlp(new RandomPixels(), 4, rows: 10), EngineWork.Transformer(8, rows: 20)])
        {
            using PolicyTrainer trainer = work.CreateTrainer(work.Policy, SerialExecutor.Instance);
            float[] before = trainer.Parameters.ToArray();

            UpdateStatistics update = trainer.Step(work.Batch);

            Assert.Equal(work.Batch.Rows, update.RowsBackward);
            Assert.NotEqual(before, trainer.Parameters.ToArray());
        }
    }

    [Fact]
    public void Measure_WithoutPython_TakesMediansOfTheRoundsAfterTheFirst()
    {
        Queue<double> kernels = new([99, 1, 5, 3]), torch = new([99, 6, 2, 4]);

        EngineTimes times = EngineTimes.Measure(
            ("mlp", 64, 1), (kernels.Dequeue, torch.Dequeue, null), rounds: 3);

        Assert.Equal((3, 4, null), (times.Kernels, times.Torch, times.Python));
    }

    [Theory]
    [InlineData(new[] { 2.0, 2.0, 2.0 }, null)]
    [InlineData(new[] { 2.0, 0.5, 0.5 }, 64)]
    [InlineData(new[] { 0.5, 2.0, 0.5 }, 128)]
    [InlineData(new[] { 0.5, 0.5, 0.5 }, 32)]
    [InlineData(new[] { 0.5, 0.5, 1.0 }, null)]
    public void Crossing_TimesOfTorch_IsWhereItStaysAhead(double[] torch, int? expected) => Assert.Equal(
        expected,
        EngineTimes.Crossing(torch.Select((time, index) => new EngineTimes("mlp", 32 << index, 1)
        {
            Kernels = 1, Torch = time, Python = null,
        })));
}
