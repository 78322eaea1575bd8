using Delight.Actors.Port;

namespace Delight.Actors.Tests.Port;

public sealed class RestartWindowTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly RestartWindow _window = new(new SupervisionOptions
    {
        RestartsMax = 3, Window = 10 * Second, BackoffMin = Second, BackoffMax = 3 * Second,
    });

    [Fact]
    public void TryRestart_WithinTheWindow_DoublesThePauseAndThenRefuses()
    {
        List<TimeSpan> pauses = [];
        for (int i = 0; i < 3; i++)
        {
            Assert.True(_window.TryRestart(i * Second, out TimeSpan pause));
            pauses.Add(pause);
        }

        Assert.Equal([Second, 2 * Second, 3 * Second], pauses); // 4 s would be above the longest pause
        Assert.False(_window.TryRestart(10 * Second, out _)); // the first one, at 0, is 10 s old: still within
        Assert.Equal(
            "failed again after 3 restarts within 00:00:10: bang", _window.Refusal(new TimeoutException("bang")));
    }

    [Fact]
    public void TryRestart_AfterTheOldestLeftTheWindow_IsAllowedAgain()
    {
        for (int i = 0; i < 3; i++)
        {
            _window.TryRestart(i * Second, out _);
        }

        Assert.True(_window.TryRestart((10 * Second) + TimeSpan.FromTicks(1), out TimeSpan pause));
        Assert.Equal(3 * Second, pause);
    }
}
