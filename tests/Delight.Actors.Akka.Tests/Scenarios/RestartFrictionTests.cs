using Delight.Actors.Port;

namespace Delight.Actors.Akka.Tests.Scenarios;

/// <summary>An actor that crashes, and the pauses before it is restarted.</summary>
public sealed class RestartFrictionTests : FrictionTestKit
{
    [Fact]
    public void Crash_WithBackOff_LetsMessagesWaitThroughPausesThatDouble()
    {
        Standin frail = Stand("frail", supervision: new SupervisionOptions { BackoffMin = TimeSpan.FromSeconds(1) });
        Assert.Equal(1, CrashedFor(frail, "first"));
        Assert.Equal(2, CrashedFor(frail, "second"));
        Assert.Equal(4, CrashedFor(frail, "third"));
        Assert.Equal(3, Runtime.Counters.Restarts);
    }

    [Fact]
    public void Crash_AfterTheWindow_BeginsWithTheShortestPauseAgain()
    {
        Standin frail = Stand("frail", supervision: new SupervisionOptions
        {
            BackoffMin = TimeSpan.FromSeconds(1), Window = TimeSpan.FromSeconds(20),
        });
        Assert.Equal([1, 2], new[] { CrashedFor(frail, "first"), CrashedFor(frail, "second") });
        Advance(seconds: 30);
        Assert.Equal(1, CrashedFor(frail, "third"));
    }

    /// <summary>Makes it fail, and returns for how many seconds it was away.</summary>
    private int CrashedFor(Standin frail, string message)
    {
        long restarts = Runtime.Counters.Restarts;
        frail.Fail();
        AwaitCondition(() => Runtime.Counters.Restarts == restarts + 1);
        Runtime.Send(frail.Address, message);
        for (int seconds = 1; ; seconds++)
        {
            frail.ExpectNothing();
            Advance(seconds: 1);
            if (frail.TryExpect(out string? begins))
            {
                Assert.Equal(("begins", message), (begins, frail.Expect<string>()));
                return seconds;
            }
        }
    }
}
