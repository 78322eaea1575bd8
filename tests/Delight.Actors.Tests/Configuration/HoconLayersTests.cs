using System.Collections;
using Akka.Configuration;
using Delight.Actors.Configuration;

namespace Delight.Actors.Tests.Configuration;

public sealed class HoconLayersTests
{
    [Fact]
    public void Compose_SameKeyInEveryLayer_FirstLayerWins()
    {
        string[] layers = ["akka.scheduler.tick-duration = 1ms", "akka.scheduler.tick-duration = 2ms",
            "akka.scheduler.tick-duration = 3ms"];
        Assert.Equal("1ms", HoconLayers.Compose(layers).GetString("akka.scheduler.tick-duration"));
        Assert.Equal("2ms", HoconLayers.Compose(layers.AsSpan(1)).GetString("akka.scheduler.tick-duration"));
        Assert.Equal("3ms", HoconLayers.Compose(layers.AsSpan(2)).GetString("akka.scheduler.tick-duration"));
        Assert.Equal("10ms", HoconLayers.Compose().GetString("akka.scheduler.tick-duration"));
    }

    [Fact]
    public void FromEnvironment_VariablesWithThePrefix_BecomeKeys()
    {
        Hashtable variables = new()
        {
            ["DELIGHT_HOCON__AKKA__REMOTE__DOT_NETTY__TCP__PORT"] = "4099",
            ["DELIGHT_HOCON__AKKA__LOGGERS"] = "[a, b]",
            ["DELIGHT_HOCON__PASSWORD"] = "\" = { # } ${x} \\",
            ["DELIGHT_SECRET"] = "not configuration",
        };
        Config config = HoconLayers.Compose(HoconLayers.FromEnvironment(variables));
        Assert.Equal(
            (4099, 2, "\" = { # } ${x} \\"),
            (config.GetInt("akka.remote.dot-netty.tcp.port"), config.GetStringList("akka.loggers").Count,
                config.GetString("password")));
    }

    [Theory]
    [InlineData("[a, b")]
    [InlineData("{ a = 1")]
    [InlineData("")]
    public void FromEnvironment_AValueWithAnOpenEnd_TakesNothingOfTheNextLayer(string value)
    {
        Hashtable variables = new() { ["DELIGHT_HOCON__PASSWORD"] = value };
        Config config = HoconLayers.Compose("akka.loglevel = ERROR", HoconLayers.FromEnvironment(variables));
        Assert.Equal(("ERROR", value), (config.GetString("akka.loglevel"), config.GetString("password")));
    }

    [Theory]
    [InlineData("reference.conf")]
    [InlineData("local.conf")]
    [InlineData("node.conf")]
    [InlineData("tls.conf")]
    public void Read_CommittedFile_Parses(string name) =>
        Assert.False(ConfigurationFactory.ParseString(HoconLayers.Read(name)).IsEmpty);

    [Fact]
    public void Compose_FileForTls_IsEncrypted() => Assert.True(
        HoconLayers.Compose("akka.remote.dot-netty.tcp.port = 1", HoconLayers.Read("tls.conf")).GetBoolean(
            "akka.remote.dot-netty.tcp.enable-ssl"));

    [Fact]
    public void Reference_FrameSize_HoldsManyPiecesOfAPolicy()
    {
        long? frame = HoconLayers.Compose().GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size");
        Assert.True(frame >= 8_000_000, $"{frame}");
    }
}
