using Delight.Actors.Configuration;

namespace Delight.Actors.Tests.Configuration;

public sealed class HoconFileTests
{
    [Theory]
    [InlineData("a = ${akka.loglevel}", "'a = ${akka.loglevel}' refers to another key")]
    [InlineData("a = ${DELIGHT_NONE}", "a = ${DELIGHT_NONE} needs the variable DELIGHT_NONE, which is not set")]
    [InlineData("a =", "it is no HOCON: Unknown token at position 2: ")]
    [InlineData(
        "akka.remote.dot-netty.tcp { enable-ssl = true, ssl.certificate.path = \"/nowhere/x.pfx\" }",
        "akka.remote.dot-netty.tcp.ssl.certificate.path is '/nowhere/x.pfx', which cannot be opened")]
    public void Require_WhatAkkaCannotStartWith_SaysWhy(string text, string reason) => Assert.StartsWith(
        reason, Assert.Throws<FormatException>(() => HoconFile.Require(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("# ${?PASSWORD}")]
    [InlineData("a = ${?DELIGHT_NO_SUCH}")]
    [InlineData("a = ${PATH}")]
    [InlineData("akka.loglevel = WARNING")]
    public void Require_WhatAkkaCanStartWith_Passes(string text) =>
        Assert.Null(Record.Exception(() => HoconFile.Require(text)));
}
