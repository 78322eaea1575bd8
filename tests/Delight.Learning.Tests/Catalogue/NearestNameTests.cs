using Delight.Learning.Catalogue;

namespace Delight.Learning.Tests.Catalogue;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["reinforce", "rloo", "kondo", "gate-advantage", "dg"];

    [Theory]
    [InlineData("renforce", "reinforce")]
    [InlineData("RLOO", "rloo")]
    [InlineData("rlo", "rloo")]
    [InlineData("kodno", null)] // two substitutions in five letters are too far
    [InlineData("gate", "gate-advantage")]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    public void Find_MisspeltName_IsTheNearestWithinAThird(string written, string? expected) =>
        Assert.Equal(expected, NearestName.Find(written, Names));

    [Fact]
    public void Hint_NothingNear_IsEmpty()
    {
        Assert.Equal(string.Empty, NearestName.Hint("zzz", Names));
        Assert.Equal(" Did you mean 'rloo'?", NearestName.Hint("rlooo", Names));
    }
}
