using Delight.Experiments.Execution;
using Delight.Learning.Execution;

namespace Delight.Experiments.Tests.Execution;

public sealed class KernelThreadsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Run_ManyRounds_EveryPartRunsOnceARound(int workers)
    {
        const int Rounds = 5000;
        using KernelThreads threads = new(workers);
        Span<long> sums = stackalloc long[workers];
        for (int round = 0; round < Rounds; round++)
        {
            Adding work = new() { Sums = sums, Value = round };
            threads.Run(ref work);
            if (round == Rounds / 2)
            {
                SpinWait.SpinUntil(() => threads.Sleepers == workers - 1); // they must wake up again
            }
        }

        Assert.Equal(Enumerable.Repeat(Rounds * (Rounds - 1L) / 2, workers), sums.ToArray());
    }

    [Fact]
    public void Run_PartThrowsOnHelper_RaisesAndGoesOn()
    {
        using KernelThreads threads = new(2);
        Failing failing = new() { Worker = 1 };
        AggregateException error = Assert.Throws<AggregateException>(() => threads.Run(ref failing));
        Assert.Equal("worker 1", Assert.IsType<InvalidOperationException>(Assert.Single(error.InnerExceptions))
            .Message);
        failing.Worker = 0;
        Assert.Equal("worker 0", Assert.Throws<InvalidOperationException>(() => threads.Run(ref failing)).Message);
        failing.Worker = 2; // no such worker: nobody fails
        threads.Run(ref failing);
    }

    [Fact]
    public void Run_AfterDispose_IsRefused()
    {
        KernelThreads threads = new(2);
        threads.Dispose();
        threads.Dispose();
        Failing work = new() { Worker = 2 };
        Assert.Throws<ObjectDisposedException>(() => threads.Run(ref work));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KernelThreads(0));
    }

    private ref struct Adding : IKernelWork
    {
        public Span<long> Sums;
        public long Value;

        public readonly void Run(int worker, int workers) => Sums[worker] += Value;
    }

    private struct Failing : IKernelWork
    {
        public int Worker;

        public readonly void Run(int worker, int workers)
        {
            if (worker == Worker)
            {
                throw new InvalidOperationException($"worker {worker}");
            }
        }
    }
}
