namespace Delight.Learning.Execution;

/// <summary>A computation that can be cut into parts with disjoint outputs.</summary>
public interface IKernelWork
{
    /// <summary>Computes one worker's part.</summary>
    /// <param name="worker">From 0 to <paramref name="workers"/> − 1.</param>
    /// <param name="workers">At least 1.</param>
    void Run(int worker, int workers);
}
