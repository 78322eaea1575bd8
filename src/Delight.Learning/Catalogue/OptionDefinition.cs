using System.Globalization;

namespace Delight.Learning.Catalogue;

/// <summary>One option of a part (an estimator, a task, a policy ...): the one place of its name, default, range and
/// meaning.</summary>
/// <remarks>Scenario files, the command line, the JSON schema and the docs all read it. Values are texts until a part
/// asks.</remarks>
public sealed record OptionDefinition
{
    /// <summary>Name as written, for example <c>share</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What values it takes.</summary>
    public required OptionKind Kind { get; init; }

    /// <summary>Its value where nothing was said; null: then it is not set, which the part gives a meaning.</summary>
    public string? Default { get; init; }

    /// <summary>Smallest number; for a list, of each element.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Largest number.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>True where <see cref="Minimum"/> itself is not allowed.</summary>
    public bool MinimumIsExcluded { get; init; }

    /// <summary>The words of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>One line, with the unit.</summary>
    public required string Summary { get; init; }

    /// <summary>Says what is wrong with a value, or null.</summary>
    /// <param name="text">The value as written; a list as <c>[1, 2]</c>.</param>
    public string? Check(string text)
    {
        switch (Kind)
        {
            case OptionKind.Number:
                return OptionText.TryNumber(text, out double number) && !double.IsNaN(number)
                    ? CheckRange(text, number) : NotA("a number", text);
            case OptionKind.Integer:
                return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int integer)
                    ? CheckRange(text, integer)
                    : NotA("a whole number", text);
            case OptionKind.Flag:
                return text is "true" or "false" ? null : NotA("true or false", text);
            case OptionKind.Choice:
                return Choices.Contains(text, StringComparer.Ordinal)
                    ? null
                    : NotA("one of " + string.Join(", ", Choices), text) + NearestName.Hint(text, Choices);
            case OptionKind.IntegerList:
                return OptionText.TryIntegers(text, out int[] integers)
                    ? integers.Select(element => CheckRange(text, element)).FirstOrDefault(error => error is not null)
                    : NotA("a list of whole numbers such as [100, 100]", text);
            default:
                return text.Length > 0 ? null : NotA("a path", text);
        }
    }

    private string NotA(string rule, string text) => $"{Name} is '{text}'; it must be {rule}.";

    private string? CheckRange(string text, double value)
    {
        bool isLow = MinimumIsExcluded ? value <= Minimum : value < Minimum;
        return isLow || value > Maximum ? $"{Name} is {text}; it must be {RangeInWords()}." : null;
    }

    /// <summary>The range in words, for example <c>above 0 and at most 1</c>.</summary>
    public string RangeInWords()
    {
        List<string> bounds = [];
        if (!double.IsNegativeInfinity(Minimum))
        {
            bounds.Add((MinimumIsExcluded ? "above " : "at least ") + Minimum.ToString(CultureInfo.InvariantCulture));
        }

        if (!double.IsPositiveInfinity(Maximum))
        {
            bounds.Add("at most " + Maximum.ToString(CultureInfo.InvariantCulture));
        }

        return bounds.Count == 0 ? "any number" : string.Join(" and ", bounds);
    }
}
