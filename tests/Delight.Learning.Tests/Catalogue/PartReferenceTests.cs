using Delight.Learning.Catalogue;

namespace Delight.Learning.Tests.Catalogue;

public sealed class PartReferenceTests
{
    [Theory]
    [InlineData("dg", "dg")]
    [InlineData("  dg ", "dg")]
    [InlineData("dg()", "dg")]
    [InlineData("tis( cap = 1 )", "tis(cap=1)")]
    [InlineData("kondo(share=0.1, sampled=true)", "kondo(share=0.1,sampled=true)")]
    [InlineData("mlp(hidden=[100, 50])", "mlp(hidden=[100, 50])")]
    [InlineData("dg + opsm( delta = 1e+2 )+geo", "dg+opsm(delta=1e+2)+geo")]
    public void Parse_Reference_IsWrittenAgain(string text, string expected)
    {
        List<string> errors = [];
        Assert.Equal(expected, PartReference.Parse(text, errors)!.ToString());
        Assert.Empty(errors);
    }

    [Fact]
    public void Parse_ListAsValue_StaysOneOption() =>
        Assert.Equal(
            "[100, 50]", PartReference.Parse("mlp(hidden=[100, 50],rate=1)", new List<string>())!.Options["hidden"]);

    [Theory]
    [InlineData("")]
    [InlineData("(eta=1)")]
    [InlineData("dg(eta=1")]
    [InlineData("dg(eta)")]
    [InlineData("dg(=1)")]
    [InlineData("dg(eta=1,eta=2)")]
    [InlineData("dg(eta=1,)")]
    [InlineData("dg+")]
    [InlineData("+opsm")]
    public void Parse_NoReference_SaysWhatToWrite(string text)
    {
        List<string> errors = [];
        Assert.Null(PartReference.Parse(text, errors));
        Assert.Contains(text, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void SplitList_CommasInParentheses_DoNotSplit() => Assert.Equal(
        ["dg", "kondo(share=0.1,sampled=true)", "mlp(hidden=[1,2])"],
        PartReference.SplitList("dg, kondo(share=0.1,sampled=true) ,mlp(hidden=[1,2])"));
}
