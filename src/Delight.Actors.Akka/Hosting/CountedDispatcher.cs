using Akka.Dispatch;
using Delight.Actors.Live;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Akka's own dispatcher, with a count of the turns that are queued or under way.</summary>
/// <remarks>An actor has a turn exactly where something waits for it, of the user or of the system: when no turn and no
/// timer is left, nothing is left that could start anything.</remarks>
/// <param name="configurator">Who makes it.</param>
/// <param name="executor">Akka's, as the configuration says.</param>
/// <param name="activity">Counts.</param>
internal sealed class CountedDispatcher(
    CountedDispatcherConfigurator configurator, ExecutorServiceFactory executor, Activity activity)
    : Dispatcher(
        configurator, configurator.Config.GetString("id"), configurator.Config.GetInt("throughput"),
        configurator.Config.GetTimeSpan("throughput-deadline-time").Ticks, executor,
        configurator.Config.GetTimeSpan("shutdown-timeout"))
{
    protected override void ExecuteTask(IRunnable run)
    {
        activity.Begin();
        try
        {
            base.ExecuteTask(new CountedTurn(run, activity));
        }
        catch
        {
            activity.End();
            throw;
        }
    }

    private sealed class CountedTurn(IRunnable turn, Activity activity) : IRunnable
    {
        public void Run()
        {
            try
            {
                turn.Run();
            }
            finally
            {
                activity.End();
            }
        }

        public void Execute() => Run();
    }
}
