namespace Delight.Learning.Execution;

/// <summary>Lends threads to kernels, which have none of their own.</summary>
/// <remarks>
/// A computation is cut so that every worker owns disjoint outputs and each output is computed by the same operations
/// in the same order whoever owns it: the number of workers never changes a bit. One owner at a time.
/// </remarks>
public interface IKernelExecutor
{
    /// <summary>Workers that a computation is cut for.</summary>
    /// <value>At least 1.</value>
    int Workers { get; }

    /// <summary>Runs every worker's part of some work and returns when all are done.</summary>
    /// <typeparam name="TWork">May hold spans: it stays where the caller put it.</typeparam>
    /// <param name="work">Its parts are called with every worker from 0 to <see cref="Workers"/> − 1 once, in any
    /// order, at the same time or not.</param>
    /// <exception cref="AggregateException">Parts that ran on other threads threw.</exception>
    void Run<TWork>(ref TWork work)
        where TWork : struct, IKernelWork, allows ref struct;
}
