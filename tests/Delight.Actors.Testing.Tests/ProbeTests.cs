using Delight.Actors.Port;

namespace Delight.Actors.Testing.Tests;

public sealed class ProbeTests : IDisposable
{
    private readonly SimulatedHarness _harness = new();
    private readonly Probe _probe = new("listener");
    private readonly ActorRef _address;

    public ProbeTests() => _address = _harness.Spawn("listener", _probe.Spec);

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Expect_MessagesInOrder_TakesThemOneByOne()
    {
        Send("a", 7, "b");
        Assert.Equal("a", _probe.Expect<string>());
        Assert.Equal(7, _probe.Expect<int>(number => number > 5, "a large number"));
        Assert.Equal("b", _probe.Expect<string>());
        _probe.ExpectNothingMore();
        Assert.Equal(["a", "b"], _probe.All<string>());
        Assert.Equal(3, _probe.Count);
    }

    [Fact]
    public void Expect_NothingCame_SaysWhatWasAwaited() => Assert.Equal(
        "probe 'listener' awaited String (the greeting), but nothing more came. It got no message at all.",
        Assert.Throws<ProbeException>(() => _probe.Expect<string>("the greeting")).Message);

    [Fact]
    public void Expect_AnotherMessage_ShowsAllThatCame()
    {
        _harness.Pass(TimeSpan.FromSeconds(2));
        Send("a", 7);
        _probe.Expect<string>();
        Assert.Equal(
            "probe 'listener' awaited Int32 (above 9), but message 1 is 7 from root:/listener at 00:00:02. It got:\n"
            + "  0: a from root:/listener at 00:00:02\n  1: 7 from root:/listener at 00:00:02",
            Assert.Throws<ProbeException>(() => _probe.Expect<int>(number => number > 9, "above 9")).Message);
        Assert.Equal(7, _probe.Expect<int>()); // a failed expectation takes nothing
    }

    [Fact]
    public void ExpectNothingMore_SomethingLeft_NamesIt()
    {
        Send("a");
        Assert.StartsWith(
            "probe 'listener' awaited nothing more, but message 0 is a from root:/listener at 00:00:00.",
            Assert.Throws<ProbeException>(_probe.ExpectNothingMore).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Receive_WithAReaction_RecordsFirst()
    {
        Probe echo = new("echo", (message, context) => context.Send(_address, $"re: {message}"));
        _harness.Send(_harness.Spawn("echo", echo.Spec), "hello");
        _harness.Settle();
        ReceivedMessage answer = _probe.ExpectReceived<string>(text => text == "re: hello");
        Assert.Equal("/echo", answer.Sender.Path);
        Assert.Equal(1, echo.Count);
    }

    private void Send(params object[] messages)
    {
        foreach (object message in messages)
        {
            _harness.Send(_address, message);
        }

        _harness.Settle();
    }
}
