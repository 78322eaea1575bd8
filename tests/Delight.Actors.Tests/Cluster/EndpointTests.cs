using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Delight.Actors.Cluster;

namespace Delight.Actors.Tests.Cluster;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("localhost:4053", "127.0.0.1:4053")]
    [InlineData("LOCALHOST:4053", "127.0.0.1:4053")]
    [InlineData("127.0.0.1:1", "127.0.0.1:1")]
    [InlineData("Head.Example:65535", "head.example:65535")]
    [InlineData("[::1]:4053", "[::1]:4053")]
    [InlineData("[0:0:0:0:0:0:0:1]:4053", "[::1]:4053")]
    [InlineData("[::ffff:10.0.0.1]:4053", "10.0.0.1:4053")]
    public void Parse_HostAndPort_HasOneForm(string text, string expected) =>
        Assert.Equal(expected, Endpoint.Parse(text).ToString());

    [Theory]
    [InlineData("::1:4053", "an IPv6 address stands in brackets. For example: [::1]:4053.")]
    [InlineData("4053", "this is no HOST:PORT with a port of 1 to 65535. For example: 127.0.0.1:4053.")]
    [InlineData("host:0", "this is no HOST:PORT with a port of 1 to 65535. For example: 127.0.0.1:4053.")]
    [InlineData("host:65536", "this is no HOST:PORT with a port of 1 to 65535. For example: 127.0.0.1:4053.")]
    [InlineData("ho st:1", "this is no HOST:PORT with a port of 1 to 65535. For example: 127.0.0.1:4053.")]
    [InlineData(":1", "this is no HOST:PORT with a port of 1 to 65535. For example: 127.0.0.1:4053.")]
    public void Parse_AnythingElse_SaysWhatToWrite(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => Endpoint.Parse(text)).Message);

    [Theory]
    [InlineData("0.0.0.0:1", true, false)]
    [InlineData("[::]:1", true, false)]
    [InlineData("127.0.0.2:1", false, true)]
    [InlineData("[::1]:1", false, true)]
    [InlineData("10.0.0.1:1", false, false)]
    [InlineData("head.example:1", false, false)]
    public void IsAnyAndIsLoopback_OfAnAddress_AreRight(string text, bool isAny, bool isLoopback)
    {
        Endpoint endpoint = Endpoint.Parse(text);
        Assert.Equal((isAny, isLoopback), (endpoint.IsAny, endpoint.IsLoopback));
    }

    [Fact]
    public void Misplacement_OfANodeAtLoopbackWithAHeadElsewhere_SaysWhichHostToWrite()
    {
        string? rule = Misplacement.Of("127.0.0.1", Sight("198.51.100.7")); // of a net for documentation
        Assert.StartsWith(
            "the head at 198.51.100.7:4053 is on another machine, and this node is at 127.0.0.1, where only this "
            + "machine reaches it. Write --host ", rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("10.0.0.2", "198.51.100.7")]
    [InlineData("node.example", "198.51.100.7")]
    public void Misplacement_OfANodeThatItsHeadReaches_IsNone(string own, string head) =>
        Assert.Null(Misplacement.Of(own, Sight(head)));

    [Fact]
    public void Misplacement_OfANodeAtLoopbackBesideAHeadAtAnotherAddressOfThisMachine_IsNone()
    {
        IPAddress own = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(found => found.Address)
            .First(address => address.AddressFamily == AddressFamily.InterNetwork);
        Assert.Null(Misplacement.Of("127.0.0.1", Sight(own.ToString())));
    }

    private static SeedSight Sight(string host) => new(new Endpoint(host, 4053), SeedAnswer.Accepts, [host]);
}
