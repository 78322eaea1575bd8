using System.Reflection;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Time;

namespace Delight.Simulation.Asks;

/// <summary>Turns the time-out of an Ask, which Akka.NET takes from the wall clock, into one of virtual time.</summary>
/// <remarks>Akka.NET 1.5.74 keeps the time-out and what cancels it in the closure of the task's first continuation, and
/// nowhere else. Where it is not found, the time-out stays one of the wall clock, and trips the guard when it is
/// due.</remarks>
internal static class AskTimeout
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    /// <summary>Called before the question is sent, when the closure stands.</summary>
    public static void MakeVirtual(Task task, SimulationLoop loop)
    {
        if (Closure(TaskInternals.Continuation(task)) is not { } closure
            || Find(closure, typeof(CancellationTokenSource)) is not CancellationTokenSource source)
        {
            return;
        }

        TimeSpan timeout = Find(closure, typeof(TimeSpan?)) as TimeSpan? ?? Timeout.InfiniteTimeSpan;
        if (timeout <= TimeSpan.Zero)
        {
            return;
        }

        source.CancelAfter(Timeout.InfiniteTimeSpan);
        TimerEntry timer = new(0, null, loop.ActingNode) { Act = () => Cancel(task, source) };
        loop.Start(timeout.Ticks, timer);
        _ = task.ContinueWith(
            _ => timer.Cancel(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private static void Cancel(Task task, CancellationTokenSource source)
    {
        if (!task.IsCompleted)
        {
            source.Cancel();
        }
    }

    /// <summary>The object whose method the continuation runs.</summary>
    private static object? Closure(object? continuation)
    {
        FieldInfo? taskField = continuation?.GetType().GetField("m_task", Any);
        object? task = taskField?.GetValue(continuation);
        FieldInfo? action = typeof(Task).GetField("m_action", Any);
        return (task is null ? null : action?.GetValue(task) as Delegate)?.Target;
    }

    private static object? Find(object closure, Type type) =>
        closure.GetType().GetFields(Any).FirstOrDefault(field => field.FieldType == type)?.GetValue(closure);
}
