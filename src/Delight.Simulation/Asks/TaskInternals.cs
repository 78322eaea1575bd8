using System.Runtime.CompilerServices;

namespace Delight.Simulation.Asks;

/// <summary>The private parts of .NET's tasks that the simulation needs. A test shows at once where another version of
/// .NET moved them.</summary>
internal static class TaskInternals
{
    private const int RunsContinuationsAsynchronously = (int)TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>Lets the continuations of a task run on the thread that completes it.</summary>
    public static void ContinueInline(Task task) => StateFlags(task) &= ~RunsContinuationsAsynchronously;

    /// <summary>What runs after the task: nothing, one continuation, or a list of them.</summary>
    public static object? Continuation(Task task) => ContinuationObject(task);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_stateFlags")]
    private static extern ref int StateFlags(Task task);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_continuationObject")]
    private static extern ref object? ContinuationObject(Task task);
}
