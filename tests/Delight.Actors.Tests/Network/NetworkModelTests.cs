using Delight.Actors.Network;

namespace Delight.Actors.Tests.Network;

public sealed class NetworkModelTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly NetworkModel Network = new(new NetworkOptions
    {
        Latency = Second, Links = [new LinkOptions("a", "b", 5 * Second)],
    });

    [Theory]
    [InlineData("a", "b", 15)]
    [InlineData("b", "a", 11)]
    [InlineData("a", "a", 10)]
    [InlineData("c", "d", 11)]
    public void Arrival_SentAtTen_TakesTheLatencyOfTheDirectedLink(string from, string to, int seconds) =>
        Assert.Equal(seconds * Second, Network.Arrival(from, to, 10 * Second));

    [Fact]
    public void Arrival_EarlierSendOfAnotherSender_DoesNotWaitForALaterOne()
    {
        // A busy sender's message leaves at 100 and is scheduled first; another sender's leaves at 10.
        Assert.Equal(105 * Second, Network.Arrival("a", "b", 100 * Second));
        Assert.Equal(15 * Second, Network.Arrival("a", "b", 10 * Second));
    }

    [Fact]
    public void Latency_Negative_IsRefused()
    {
        Assert.Equal("options.Latency", Assert.Throws<ArgumentOutOfRangeException>(
            () => new NetworkModel(new NetworkOptions { Latency = -Second })).ParamName);
        Assert.Equal("link.Latency", Assert.Throws<ArgumentOutOfRangeException>(
            () => new NetworkModel(new NetworkOptions { Links = [new LinkOptions("a", "b", -Second)] })).ParamName);
    }
}
