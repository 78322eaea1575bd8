using Delight.Development.Bench;

namespace Delight.Host.Tests.Bench;

public sealed class TransformerWorkTests
{
    [OptimisedFact]
    public void StepAndSample_TinySize_RunWithoutAllocating()
    {
        using TransformerWork work = new(prompts: 2, samples: 2, length: 3);
        Assert.Equal(98_304, work.LinearWeights); // 3 · (64·192 + 64·64 + 2·64·128)
        // at each of two positions 2 to 4 answers differ
        Assert.InRange(work.Tokens, (2 * 3) + (2 * 2), (2 * 3) + (4 * 2));
        long allocated = 0;
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work.Sample();
            work.Step();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }
}
