using Akka.Configuration;
using Delight.Actors.Configuration;

namespace Delight.Actors.Tests.Configuration;

public sealed class EnvironmentSubstitutionsTests
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal)
    {
        ["HOST"] = "10.0.0.1", ["PORT"] = "4053", ["SECRET"] = "a \"b\" \\ c", ["EMPTY"] = "",
    };

    [Theory]
    [InlineData("a = ${HOST}", "a", "10.0.0.1")]
    [InlineData("a = ${?HOST}", "a", "10.0.0.1")]
    [InlineData("a : ${?SECRET} # why", "a", "a \"b\" \\ c")]
    [InlineData("a = old\na = ${?HOST}", "a", "10.0.0.1")]
    [InlineData("a = old\na = ${?MISSING}", "a", "old")]
    [InlineData("x { a = ${?MISSING}, b = ${PORT} }", "x.b", "4053")]
    [InlineData("x { b = 1, a-b.c = ${?PORT} }", "x.a-b.c", "4053")]
    [InlineData("a = \"${HOST}\"", "a", "${HOST}")]
    [InlineData("a = 1 # ${MISSING}", "a", "1")]
    public void Resolve_OfAKey_GivesTheValueOfTheVariable(string text, string key, string expected) =>
        Assert.Equal(expected, ConfigurationFactory.ParseString(Resolve(text)).GetString(key, null));

    [Fact]
    public void Resolve_OfAMissingVariable_LeavesTheKeyOut() =>
        Assert.False(ConfigurationFactory.ParseString(Resolve("b = 1\na = ${?MISSING}")).HasPath("a"));

    [Fact]
    public void Resolve_OfAVariableThatMustBeThere_SaysWhatToDo() => Assert.Equal(
        "a = ${MISSING} needs the variable MISSING, which is not set. Set it, or write ${?MISSING} where it may be "
        + "missing.", Assert.Throws<FormatException>(() => Resolve("a = ${MISSING}")).Message);

    [Fact]
    public void Resolve_OfAnotherKey_LeavesItAlone() => Assert.Equal("a = ${b.c}", Resolve("a = ${b.c}"));

    private static string Resolve(string text) =>
        EnvironmentSubstitutions.Resolve(text, Variables.GetValueOrDefault);
}
