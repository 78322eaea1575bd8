using Delight.Learning.Catalogue;

namespace Delight.Learning.Tests.Catalogue;

public sealed class OptionDefinitionTests
{
    [Theory]
    [InlineData("0.5", null)]
    [InlineData("1", null)]
    [InlineData("1e-9", null)]
    [InlineData("0", "x is 0; it must be above 0 and at most 1.")]
    [InlineData("1.01", "x is 1.01; it must be above 0 and at most 1.")]
    [InlineData("infinity", "x is infinity; it must be above 0 and at most 1.")]
    [InlineData("1e400", "x is '1e400'; it must be a number.")]
    [InlineData("NaN", "x is 'NaN'; it must be a number.")]
    [InlineData("0,5", "x is '0,5'; it must be a number.")]
    [InlineData("", "x is ''; it must be a number.")]
    public void Check_NumberWithRange_KeepsIt(string text, string? expected) => Assert.Equal(
        expected,
        Option(OptionKind.Number, definition => definition with { Minimum = 0, MinimumIsExcluded = true, Maximum = 1 })
            .Check(text));

    [Theory]
    [InlineData(OptionKind.Number, "infinity", null)]
    [InlineData(OptionKind.Integer, "-3", null)]
    [InlineData(OptionKind.Integer, "3.0", "x is '3.0'; it must be a whole number.")]
    [InlineData(OptionKind.Flag, "true", null)]
    [InlineData(OptionKind.Flag, "True", "x is 'True'; it must be true or false.")]
    [InlineData(OptionKind.IntegerList, "[1, 2]", null)]
    [InlineData(OptionKind.IntegerList, "[]", null)]
    [InlineData(OptionKind.IntegerList, "1, 2", "x is '1, 2'; it must be a list of whole numbers such as [100, 100].")]
    [InlineData(OptionKind.Path, "", "x is ''; it must be a path.")]
    public void Check_Kind_KeepsItsRule(OptionKind kind, string text, string? expected) =>
        Assert.Equal(expected, Option(kind, definition => definition).Check(text));

    [Fact]
    public void Check_ListElementOutOfRange_NamesTheList() => Assert.Equal(
        "x is [5, 0]; it must be at least 1.",
        Option(OptionKind.IntegerList, definition => definition with { Minimum = 1 }).Check("[5, 0]"));

    [Fact]
    public void Check_UnknownChoice_NamesTheNearest() => Assert.Equal(
        "x is 'nome'; it must be one of none, bf16. Did you mean 'none'?",
        Option(OptionKind.Choice, definition => definition with { Choices = ["none", "bf16"] }).Check("nome"));

    [Fact]
    public void OptionText_NumbersWritten_ReadAsTheSameBits()
    {
        double[] numbers =
            [0.1, 1e-9, -1234.5678, double.Epsilon, double.PositiveInfinity, double.NegativeInfinity];
        foreach (double number in numbers)
        {
            Assert.True(OptionText.TryNumber(OptionText.Of(number), out double read));
            Assert.Equal(number, read);
        }
    }

    private static OptionDefinition Option(OptionKind kind, Func<OptionDefinition, OptionDefinition> change) =>
        change(new OptionDefinition { Name = "x", Kind = kind, Summary = "a test's option" });
}
