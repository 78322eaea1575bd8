using Delight.Learning.Catalogue;

namespace Delight.Learning.Tests.Catalogue;

public sealed class PartCatalogueTests
{
    [Fact]
    public void Add_SameNameTwice_IsRefused()
    {
        PartCatalogue<Func<int>> catalogue = One();
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => catalogue.Add(new() { Name = "one", Summary = "again", Create = () => 2 }));
        Assert.Contains("The number name 'one' is taken", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_DefaultsAndGivenValues_AreBothThere()
    {
        List<string> errors = [];
        OptionValues values = One().Resolve(PartReference.Parse("one(b=3)", errors)!, errors)!.Value.Values;
        Assert.Empty(errors);
        Assert.Equal(1, values.Integer("a"));
        Assert.Equal(3, values.Integer("b"));
        Assert.False(values.Has("c"));
    }

    [Fact]
    public void Resolve_OptionsThatDoNotGoTogether_AreRefused()
    {
        List<string> errors = [];
        Assert.Null(One().Resolve(PartReference.Parse("one(b=1)", errors)!, errors));
        Assert.Equal(["number 'one': a and b are both 1."], errors);
    }

    [Fact]
    public void Values_OptionWithoutAValue_ThrowsOnAsking()
    {
        List<string> errors = [];
        OptionValues values = One().Resolve(PartReference.Parse("one(b=3)", errors)!, errors)!.Value.Values;
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => values.Text("c"));
        Assert.Equal("c is not set and has no default.", error.Message);
    }

    private static PartCatalogue<Func<int>> One()
    {
        OptionDefinition[] options =
        [
            new() { Name = "a", Kind = OptionKind.Integer, Default = "1", Summary = "first" },
            new() { Name = "b", Kind = OptionKind.Integer, Default = "2", Summary = "second" },
            new() { Name = "c", Kind = OptionKind.Integer, Summary = "third" },
        ];
        PartCatalogue<Func<int>> catalogue = new("number");
        catalogue.Add(new()
        {
            Name = "one",
            Summary = "1",
            Options = options,
            CheckTogether = values => values.Integer("a") == values.Integer("b") ? "a and b are both 1." : null,
            Create = () => 1,
        });
        return catalogue;
    }
}
