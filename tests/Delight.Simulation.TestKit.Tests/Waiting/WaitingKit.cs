using Delight.Simulation.TestKit.Reporting;

namespace Delight.Simulation.TestKit.Tests.Waiting;

/// <summary>A kit whose test actor gets messages at times that a test sets, in seconds.</summary>
public abstract class WaitingKit : SimulationTestKit
{
    /// <summary>Seconds of virtual time so far.</summary>
    protected double Time => Simulation.Elapsed.TotalSeconds;

    protected static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>Messages come that much later, from somebody.</summary>
    protected void In(double seconds, params object[] messages)
    {
        foreach (object message in messages)
        {
            Sys.Scheduler.ScheduleTellOnce(Seconds(seconds), TestActor, message, Sys.DeadLetters);
        }
    }

    /// <summary>The expectation fails, and does so at that time.</summary>
    /// <returns>The first line of the failure.</returns>
    protected string FailsAt(double seconds, Action expectation)
    {
        SimulationAssertionException failure = Assert.Throws<SimulationAssertionException>(expectation);
        Assert.Equal(seconds, Time, tolerance: 1e-7);
        return failure.Expectation;
    }

    /// <summary>The same for what returns a task, which is complete already.</summary>
    protected string FailsAt(double seconds, Func<Task> expectation)
    {
        Task task = expectation();
        Assert.True(task.IsCompleted);
        return FailsAt(seconds, task.GetAwaiter().GetResult);
    }
}
