using System.Globalization;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;
using Delight.Simulation.Network;

namespace Delight.Experiments.Scenarios;

/// <summary>Typed access to the values of a scenario, or to those of one entry of a list.</summary>
/// <remarks>
/// Paths are relative to the section and exact. Values are checked before a section exists, so asking for a path that
/// is not defined, for another type, or for what is not set is a mistake of the caller and throws.
/// </remarks>
public class ScenarioSection
{
    private readonly EffectiveValues _values;

    internal ScenarioSection(EffectiveValues values, string path) => (_values, Path) = (values, path);

    /// <summary>Full key path of the section, for example <c>workers[0]</c>; empty for the whole scenario.</summary>
    public string Path { get; }

    /// <summary>The value and where it comes from.</summary>
    /// <exception cref="ArgumentException">No setting has that path.</exception>
    public EffectiveValue Value(string path) => _values.Find(Full(path))
        ?? throw new ArgumentException($"no setting has the path '{Full(path)}'; see ScenarioSettings.", nameof(path));

    /// <summary>True where a value was given or has a default.</summary>
    public bool IsSet(string path) => Value(path).Text is not null;

    /// <summary>Where the value comes from.</summary>
    public ValueSource Source(string path) => Value(path).Source;

    /// <summary>The value in its canonical text form, whatever its kind.</summary>
    /// <exception cref="InvalidOperationException">It is not set.</exception>
    public string Text(string path) => Value(path).Text
        ?? throw new InvalidOperationException($"{Full(path)} is not set and has no default; ask IsSet first.");

    /// <summary>A whole number that fits 32 bits, as all but the seed do.</summary>
    public int Integer(string path) => int.Parse(Text(path), CultureInfo.InvariantCulture);

    /// <summary>A whole number of up to 63 bits, such as the seed.</summary>
    public long Long(string path) => long.Parse(Text(path), CultureInfo.InvariantCulture);

    /// <summary>A real number.</summary>
    public double Number(string path) => OptionText.TryNumber(Text(path), out double number)
        ? number
        : throw new FormatException($"{Full(path)} is '{Text(path)}', not a number.");

    /// <summary>A duration, not negative.</summary>
    public TimeSpan Duration(string path) => DurationText.Read(Text(path), out TimeSpan duration) is { } error
        ? throw new FormatException($"{Full(path)} is '{Text(path)}'; {error}")
        : duration;

    /// <summary>A latency and how it is distributed.</summary>
    public Latency Latency(string path) =>
        LatencyText.Read(Text(path), out Latency latency, out _) is { } error
            ? throw new FormatException($"{Full(path)} is '{Text(path)}'; {error}")
            : latency;

    /// <summary>True or false.</summary>
    public bool Flag(string path) => bool.Parse(Text(path));

    /// <summary>A list of whole numbers; a new array at each call.</summary>
    public int[] Integers(string path) => OptionText.TryIntegers(Text(path), out int[] integers)
        ? integers
        : throw new FormatException($"{Full(path)} is '{Text(path)}', not a list of whole numbers.");

    /// <summary>The entries of a list of objects, in the order written.</summary>
    /// <exception cref="ArgumentException">No list has that path.</exception>
    public IReadOnlyList<ScenarioSection> List(string path)
    {
        int count = _values.Count(Full(path))
            ?? throw new ArgumentException($"no list has the path '{Full(path)}'; see ScenarioSettings.", nameof(path));
        return [.. Enumerable.Range(0, count).Select(index => new ScenarioSection(_values, Entry(path, index)))];
    }

    /// <summary>A part with every option that has a value, defaults included; for a catalogue's
    /// <c>Resolve</c>.</summary>
    /// <param name="path">Of a part object (<c>task</c>) or of a part reference (<c>estimator</c>).</param>
    public PartReference Part(string path)
    {
        if (_values.Find(Full(path)) is not null)
        {
            return PartReference.Parse(Text(path), [])
                ?? throw new FormatException($"{Full(path)} is '{Text(path)}', not a part.");
        }

        Dictionary<string, string> options = _values.Below(Full(path))
            .Where(value => value.Definition is { Parts: null, IsOfEveryPart: false } && value.Text is not null)
            .ToDictionary(value => value.Definition.Name, value => value.Text ?? string.Empty, StringComparer.Ordinal);
        return new PartReference(Text($"{path}.name"), options);
    }

    /// <summary>A part with the options that differ from their defaults, for titles: <c>dg</c>,
    /// <c>kondo(share=0.1)</c>.</summary>
    /// <param name="path">Of a part object or of a part reference.</param>
    public string PartLabel(string path)
    {
        PartReference part = Part(path);
        EffectiveValue named = _values.Find(Full(path)) ?? Value($"{path}.name");
        return (named.Definition.Parts?.Shortest(part) ?? part).ToString();
    }

    /// <summary>The full path of a path that is relative to this section.</summary>
    protected string Full(string path) => ScenarioNode.PathOf(Path, path);

    private string Entry(string path, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{Full(path)}[{index}]");
}
