using System.Globalization;

namespace Delight.Learning.Catalogue;

/// <summary>Checked values of a part's options; what was not said has its default.</summary>
/// <remarks>Immutable. Asking for an option that the part does not define is a mistake of the part and
/// throws.</remarks>
public sealed class OptionValues
{
    private readonly Dictionary<string, string?> _values;

    private OptionValues(Dictionary<string, string?> values) => _values = values;

    /// <summary>All options in the order of their definitions, null where not set.</summary>
    public IEnumerable<KeyValuePair<string, string?>> All => _values;

    /// <summary>Checks given values against their definitions and fills in defaults.</summary>
    /// <param name="definitions">The part's options.</param>
    /// <param name="given">Values by name, as written.</param>
    /// <param name="errors">Added to: one line per unknown name and per value that is refused.</param>
    public static OptionValues Check(
        IReadOnlyList<OptionDefinition> definitions, IReadOnlyDictionary<string, string> given,
            ICollection<string> errors)
    {
        foreach (string name in given.Keys.Where(name => definitions.All(option => option.Name != name)))
        {
            string known = definitions.Count == 0 ? " It has none."
                : $" It has {string.Join(", ", definitions.Select(option => option.Name))}.";
            string hint = NearestName.Hint(name, definitions.Select(option => option.Name));
            errors.Add($"unknown option '{name}'.{hint}{known}");
        }

        Dictionary<string, string?> values = new(StringComparer.Ordinal);
        foreach (OptionDefinition option in definitions)
        {
            values[option.Name] = option.Default;
            if (given.TryGetValue(option.Name, out string? text))
            {
                values[option.Name] = text;
                if (option.Check(text) is { } error)
                {
                    errors.Add(error);
                }
            }
        }

        return new OptionValues(values);
    }

    /// <summary>True where the option was given or has a default.</summary>
    public bool Has(string name) => _values[name] is not null;

    /// <summary>The value as text.</summary>
    public string Text(string name) =>
        _values[name] ?? throw new InvalidOperationException($"{name} is not set and has no default.");

    /// <summary>The value of a <see cref="OptionKind.Number"/>.</summary>
    public double Number(string name) => OptionText.TryNumber(Text(name), out double number)
        ? number
        : throw new InvalidOperationException($"{name} is '{Text(name)}', not a number.");

    /// <summary>The value of a <see cref="OptionKind.Number"/> without a default.</summary>
    /// <param name="name">The option.</param>
    /// <param name="otherwise">What it means not to set it.</param>
    public double Number(string name, double otherwise) => Has(name) ? Number(name) : otherwise;

    /// <summary>The value of a <see cref="OptionKind.Integer"/>.</summary>
    public int Integer(string name) => int.Parse(Text(name), CultureInfo.InvariantCulture);

    /// <summary>The value of a <see cref="OptionKind.Flag"/>; false where it is not set.</summary>
    public bool Flag(string name) => Has(name) && Text(name) == "true";

    /// <summary>The value of a <see cref="OptionKind.IntegerList"/>.</summary>
    public int[] Integers(string name) => OptionText.TryIntegers(Text(name), out int[] integers)
        ? integers
        : throw new InvalidOperationException($"{name} is '{Text(name)}', not a list of whole numbers.");
}
