using Delight.Actors.Faults;
using Delight.Actors.Network;

namespace Delight.Actors.Testing.Tests;

/// <summary>One call, one fault: a sender on node <c>root</c>, a listener on node <c>far</c>, a second apart.</summary>
public sealed class HarnessFaultsTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedHarness _harness = new(new NetworkOptions { Latency = Second });
    private readonly Probe _far;
    private readonly Probe _near;

    public HarnessFaultsTests()
    {
        _far = _harness.SpawnProbe("listener", (_, context) => context.Occupy(Second), node: "far");
        _near = _harness.SpawnProbe("sender", (message, context) => context.Send(_far!.Address, message));
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Crash_AnActor_IsRestarted()
    {
        _harness.Crash(_far.Address);
        _harness.Settle();
        Assert.Equal(1, _harness.Restarts);
        Assert.Equal("actor-restarted", Assert.Single(_harness.Events).Kind);
    }

    [Fact]
    public void CrashNode_UntilItsRestart_LosesWhatArrives()
    {
        _harness.CrashNode("far");
        Say("lost");
        _harness.Pass(2 * Second);
        Assert.Equal(1, _harness.Dropped("node-down"));
        _harness.RestartNode("far");
        Say("heard");
        Assert.Equal("heard", _far.Expect<string>(within: 2 * Second));
        Assert.Equal(1, _harness.Restarts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pause_AnActorOrItsNode_MakesMessagesWait(bool isOfNode)
    {
        Action pause = isOfNode ? () => _harness.PauseNode("far") : () => _harness.Pause(_far.Address);
        Action resume = isOfNode ? () => _harness.ResumeNode("far") : () => _harness.Resume(_far.Address);
        pause();
        Say("late");
        _far.ExpectNothing(10 * Second);
        resume();
        Assert.Equal("late", _far.Expect<string>(within: Second));
        Assert.Equal(10 * Second, _harness.Elapsed);
    }

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 5)]
    [InlineData(false, 1)]
    public void Slow_AnActorOrItsNode_MakesWorkTakeLonger(bool isOfNode, int factor)
    {
        if (isOfNode)
        {
            _harness.SlowNode("far", factor);
        }
        else
        {
            _harness.Slow(_far.Address, factor);
        }

        Say("first");
        Say("second");
        _harness.Await(_far, 2, 100 * Second);
        Assert.Equal((1 + factor) * Second, _far.Received[1].Time);
    }

    [Fact]
    public void Cut_TwoNodes_LosesBothWaysUntilHealed()
    {
        _harness.Cut("root", "far");
        Say("lost");
        _far.ExpectNothing(5 * Second);
        Assert.Equal(1, _harness.Dropped("network-partition"));
        _harness.Heal("root", "far");
        Say("heard");
        _far.Expect<string>(within: Second);
    }

    [Fact]
    public void Lose_AShareOfOneDirection_LosesAboutThatMany()
    {
        _harness.Lose("root", "far", 0.25);
        _harness.Lose("far", "root", 1);
        for (int i = 0; i < 400; i++)
        {
            Say(i);
        }

        _harness.Settle();
        Assert.InRange(_harness.Dropped("network-loss"), 60, 140); // 100, and four standard deviations of 8.7
        _harness.Restore("root", "far");
        _harness.Pass(TimeSpan.Zero);
        Assert.Equal(0, _harness.Faults.LinkQuality("root", "far").LossShare);
    }

    [Fact]
    public void Delay_ALink_ChangesItsLatencyAlone()
    {
        _harness.Change("root", "far", new LinkChange { DuplicationShare = 1 });
        _harness.Delay("root", "far", 3 * Second);
        Say("twice");
        _harness.Settle();
        Assert.Equal([3 * Second, 4 * Second], _far.Received.Select(received => received.Time)); // busy for a second
    }

    private void Say(object message) => _harness.Send(_near.Address, message);
}
