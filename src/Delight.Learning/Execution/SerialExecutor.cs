namespace Delight.Learning.Execution;

/// <summary>The caller's own thread does all the work.</summary>
public sealed class SerialExecutor : IKernelExecutor
{
    private SerialExecutor()
    {
    }

    /// <summary>The only one: it has no state.</summary>
    public static SerialExecutor Instance { get; } = new();

    /// <inheritdoc/>
    public int Workers => 1;

    /// <inheritdoc/>
    public void Run<TWork>(ref TWork work)
        where TWork : struct, IKernelWork, allows ref struct => work.Run(0, 1);
}
