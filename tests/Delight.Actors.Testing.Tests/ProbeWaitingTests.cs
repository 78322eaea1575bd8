using Delight.Actors.Network;

namespace Delight.Actors.Testing.Tests;

public sealed class ProbeWaitingTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedHarness _harness = new(new NetworkOptions { Latency = Second }, seed: 7);
    private readonly Probe _probe;
    private readonly Probe _sender;

    public ProbeWaitingTests()
    {
        _probe = _harness.SpawnProbe("listener", node: "far");
        _sender = _harness.SpawnProbe("sender", (message, context) => context.Send(_probe!.Address, message));
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Expect_WithinEnoughTime_PassesNoMoreThanNeeded()
    {
        Send("a");
        Assert.Equal("a", _probe.Expect<string>(within: 5 * Second));
        Assert.Equal(Second, _harness.Elapsed);
        Send(9);
        Assert.Equal(9, _probe.Expect<int>(5 * Second, number => number > 5, "a large number"));
        Assert.Equal(2 * Second, _harness.Elapsed);
    }

    [Fact]
    public void Expect_NothingInTime_SaysWhatTheLimitWasAndTheSeed()
    {
        Send("a");
        ProbeException error = Assert.Throws<ProbeException>(
            () => _probe.Expect<string>(within: Second / 2, "the greeting"));
        Assert.StartsWith(
            "probe 'listener' awaited String (the greeting) within 00:00:00.5000000, but nothing more came. It got no "
            + "message at all.\nSeed 7, at ", error.Message, StringComparison.Ordinal);
        Assert.Equal("a", _probe.Expect<string>(within: Second)); // it came later, and the failure took nothing
    }

    [Fact]
    public void Expect_AnotherMessageInTime_ListsAllThatCame()
    {
        Send("a", 7);
        _probe.Expect<string>(within: Second);
        Assert.Equal(
            "probe 'listener' awaited Int32 (above 9), but message 1 is 7 from root:/sender at 00:00:01. It got:\n"
            + "  0: a from root:/sender at 00:00:01\n  1: 7 from root:/sender at 00:00:01\nSeed 7, at 00:00:01.",
            Assert.Throws<ProbeException>(
                () => _probe.Expect<int>(within: Second, number => number > 9, "above 9")).Message);
    }

    [Fact]
    public void ExpectEventually_OthersBeforeIt_AreTakenToo()
    {
        Send("a", 7, "b", "c");
        Assert.Equal("b", _probe.ExpectEventually<string>(2 * Second, text => text != "a", "another text"));
        Assert.Equal("c", _probe.Expect<string>(within: TimeSpan.Zero));
        _probe.ExpectNothingMore();
    }

    [Fact]
    public void ExpectEventually_NoneInTime_TakesNothing()
    {
        Send("a", "b");
        Assert.Contains("awaited Int32 (a number) sooner or later within 00:00:02, but nothing more came",
            Assert.Throws<ProbeException>(
                () => _probe.ExpectEventually<int>(2 * Second, _ => true, "a number")).Message,
            StringComparison.Ordinal);
        _probe.ExpectInOrder("a", "b");
    }

    [Fact]
    public void ExpectInOrder_AnotherOrder_NamesThePlaceAndTakesNothing()
    {
        Send("a", "b");
        _harness.Settle();
        Assert.Contains("awaited Object (a, 2 of 2 in order), but message 1 is b",
            Assert.Throws<ProbeException>(() => _probe.ExpectInOrder("a", "a")).Message, StringComparison.Ordinal);
        Assert.Throws<ProbeException>(() => _probe.ExpectInOrder("a", "b", "c"));
        _probe.ExpectInOrder("a", "b");
        _probe.ExpectNothingMore();
    }

    [Fact]
    public void ExpectInOrder_Conditions_ReturnsTheMessages()
    {
        Send(1, 5);
        _harness.Settle();
        Assert.Throws<ProbeException>(
            () => _probe.ExpectInOrder<int>("falling", number => number > 0, number => number < 1));
        Assert.Equal([1, 5], _probe.ExpectInOrder<int>("rising", number => number > 0, number => number > 1));
    }

    [Fact]
    public void ExpectNothing_AMessageInThatTime_IsRefused()
    {
        _probe.ExpectNothing(10 * Second);
        Assert.Equal(10 * Second, _harness.Elapsed);
        Send("a");
        _probe.ExpectNothing(Second / 2);
        Assert.Contains("awaited nothing more, but message 0 is a from root:/sender at 00:00:11",
            Assert.Throws<ProbeException>(() => _probe.ExpectNothing(Second)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Expect_ProbeWithoutASystem_SaysHowToSpawnIt()
    {
        Probe alone = new("alone");
        Assert.Contains("harness.SpawnProbe(\"alone\")",
            Assert.Throws<InvalidOperationException>(() => alone.Expect<string>(Second)).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => alone.Address);
    }

    private void Send(params object[] messages)
    {
        foreach (object message in messages)
        {
            _harness.Send(_sender.Address, message);
        }
    }
}
