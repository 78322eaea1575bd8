namespace Delight.Experiments.Scenarios;

/// <summary>A scenario that passed every check: each setting has its final value and knows where it comes
/// from.</summary>
public sealed class EffectiveScenario : ScenarioSection
{
    private readonly EffectiveValues _values;

    internal EffectiveScenario(EffectiveValues values, SettingDefinition definition, string file)
        : base(values, string.Empty) => (_values, Definition, File) = (values, definition, file);

    /// <summary>The tree of settings that it was read by.</summary>
    public SettingDefinition Definition { get; }

    /// <summary>The file as shown to people.</summary>
    public string File { get; }

    /// <summary>The scenario's name.</summary>
    public string Name => Text("name");

    /// <summary>All values in canonical order, also those that are not set.</summary>
    public IReadOnlyList<EffectiveValue> Values => _values.Ordered;

    /// <summary>The nodes that roles run on, those of the pools first.</summary>
    public IEnumerable<string> Nodes => List("workers").Select(pool => pool.Text("node"))
        .Concat(Values.Where(value => value.Path.EndsWith(".node", StringComparison.Ordinal))
            .Select(value => value.Text ?? string.Empty))
        .Distinct(StringComparer.Ordinal);

    /// <summary>The whole scenario as JSON: complete, in canonical order, and itself a scenario of the same
    /// values.</summary>
    /// <returns>Indented by two spaces, lines end with LF, the last one too.</returns>
    public string ToJson() => ScenarioJson.Write(this);

    internal bool IsSound(string path) => _values.IsSound(path);
}
