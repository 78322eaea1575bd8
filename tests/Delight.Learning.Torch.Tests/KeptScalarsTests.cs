namespace Delight.Learning.Torch.Tests;

public sealed class KeptScalarsTests
{
    [Theory]
    [InlineData("mlp-linear")]
    [InlineData("transformer-odd")]
    public async Task Forward_WhileTheCollectorRuns_GivesTheSameLogits(string name)
    {
        using TwinCase twins = TwinCase.Named(name);
        float[] expected = twins.Forward(twins.Torch).Logits;
        using CancellationTokenSource done = new();
        Task collector = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });

        for (int pass = 0; pass < 1000; pass++)
        {
            Assert.Equal(expected, twins.Forward(twins.Torch).Logits);
        }

        await done.CancelAsync();
        await collector;
    }
}
