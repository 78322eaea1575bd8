using Delight.Simulation.Time;

namespace Delight.Simulation.Cluster.Systems;

/// <summary>Runs the tasks of a system as events of the simulation: continuations without a scheduler of their own, and
/// with them Akka.NET's coordinated shutdown.</summary>
/// <param name="home">The system's.</param>
internal sealed class SystemTaskScheduler(ClusterHome home) : TaskScheduler
{
    /// <summary>Does something as a task of this scheduler, so that what it starts continues here.</summary>
    public void Run(Action act)
    {
        Task task = new(act);
        task.RunSynchronously(this);
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (home.Loop.IsAtHome)
        {
            home.Loop.Start(0, new TimerEntry(0, null, home.Node) { Act = () => TryExecuteTask(task) });
        }
        else
        {
            home.Loop.ReportForeign("continued a task", null, null);
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        home.Loop.IsAtHome && !taskWasPreviouslyQueued && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
