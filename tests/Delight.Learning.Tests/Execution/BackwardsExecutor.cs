using Delight.Learning.Execution;

namespace Delight.Learning.Tests.Execution;

/// <summary>Many workers on one thread, the last one first: parts that lean on each other's outputs come out
/// wrong.</summary>
internal sealed class BackwardsExecutor(int workers) : IKernelExecutor
{
    public int Workers => workers;

    public int Runs { get; private set; }

    public void Run<TWork>(ref TWork work)
        where TWork : struct, IKernelWork, allows ref struct
    {
        Runs++;
        for (int worker = workers - 1; worker >= 0; worker--)
        {
            work.Run(worker, workers);
        }
    }
}
