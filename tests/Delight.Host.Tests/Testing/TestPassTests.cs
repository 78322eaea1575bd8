using Delight.Development.Testing;

namespace Delight.Host.Tests.Testing;

public sealed class TestPassTests
{
    private const string SomeName = "Category";

    [Fact]
    public void Filter_PassOfAllTests_IsTheUsersOwn()
    {
        Assert.Null(TestPass.All[0].Filter(null));
        Assert.Equal("Name~x", TestPass.All[0].Filter("Name~x"));
    }

    [Fact]
    public void Filter_PassOfOneCategory_RestrictsTheUsersOwn()
    {
        Assert.Equal("Category=Bits", TestPass.All[1].Filter(null));
        Assert.Equal("(Category=Bits)&(Name~x|Name~y)", TestPass.All[2].Filter("Name~x|Name~y"));
    }

    [Fact]
    [Trait(SomeName, "MarkedForTestPassTests")]
    public void Trait_OfThisAssembly_IsFoundByNameAndValueTogether()
    {
        byte[] assembly = File.ReadAllBytes(typeof(TestPassTests).Assembly.Location);
        string reversed = new([.. "stseTssaPtseTroFdekraM".Reverse()]);

        Assert.True(TestTrait.IsIn(assembly, "Category", reversed));
        Assert.False(TestTrait.IsIn(assembly, "Categories", reversed));
        Assert.False(TestTrait.IsIn(assembly, "Category", reversed[1..]));
    }
}
