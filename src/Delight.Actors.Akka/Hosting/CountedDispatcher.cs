using Akka.Dispatch;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Akka's own dispatcher, with a count of the turns that are queued or under way, and of the messages handled
/// in them.</summary>
/// <remarks>An actor has a turn exactly where something waits for it, of the user or of the system: when no turn and no
/// timer is left, nothing is left that could start anything.</remarks>
/// <param name="configurator">Who makes it.</param>
/// <param name="executor">Akka's, as the configuration says.</param>
/// <param name="runtime">Has the counts.</param>
internal sealed class CountedDispatcher(
    CountedDispatcherConfigurator configurator, ExecutorServiceFactory executor, AkkaRuntime runtime)
    : Dispatcher(
        configurator, configurator.Config.GetString("id"), configurator.Config.GetInt("throughput"),
        DeadlineOf(configurator.Config.GetTimeSpan("throughput-deadline-time")), executor,
        configurator.Config.GetTimeSpan("shutdown-timeout"))
{
    // A turn stays on its thread: one count for all of its messages.
    [ThreadStatic]
    private static int _handled;

    /// <summary>Counts a message that was handled in the turn at hand.</summary>
    public static void CountHandled() => _handled++;

    protected override void ExecuteTask(IRunnable run)
    {
        runtime.Activity.Begin();
        try
        {
            base.ExecuteTask(new CountedTurn(run, runtime));
        }
        catch
        {
            runtime.Activity.End();
            throw;
        }
    }

    /// <summary>A deadline of 0 is none: given as 0, it would end every turn after one message.</summary>
    private static long? DeadlineOf(TimeSpan configured) =>
        configured > TimeSpan.Zero ? configured.Ticks : (long?)null;

    private sealed class CountedTurn(IRunnable turn, AkkaRuntime runtime) : IRunnable
    {
        public void Run()
        {
            try
            {
                turn.Run();
            }
            finally
            {
                if (_handled != 0)
                {
                    runtime.Counters.CountDeliveries(_handled);
                    _handled = 0;
                }

                runtime.Activity.End();
            }
        }

        public void Execute() => Run();
    }
}
