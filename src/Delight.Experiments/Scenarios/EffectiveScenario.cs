using Delight.Experiments.Settings;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>A scenario that passed every check: each setting has its final value and knows where it comes
/// from.</summary>
public sealed class EffectiveScenario
{
    private readonly EffectiveValues _values;
    private readonly Lazy<Scenario> _settings;

    internal EffectiveScenario(EffectiveValues values, SettingDefinition definition, string file)
    {
        (_values, Definition, File) = (values, definition, file);
        _settings = new Lazy<Scenario>(() => SettingsJson.Read(ToJson()));
    }

    /// <summary>The tree of settings that it was read by.</summary>
    public SettingDefinition Definition { get; }

    /// <summary>The file as shown to people.</summary>
    public string File { get; }

    /// <summary>All values by type.</summary>
    public Scenario Settings => _settings.Value;

    /// <summary>The scenario's name.</summary>
    public string Name => Settings.Name!;

    /// <summary>The estimator with the options that differ from their defaults: <c>dg</c>,
    /// <c>kondo(share=0.1)</c>.</summary>
    public string EstimatorLabel => Label("estimator", Settings.Estimator);

    /// <summary>The baseline in the same form.</summary>
    public string BaselineLabel => Label("baseline", Settings.Baseline);

    /// <summary>The task in the same form.</summary>
    public string TaskLabel => Label("task", Settings.Task);

    /// <summary>The policy in the same form.</summary>
    public string PolicyLabel => Label("policy", Settings.Policy.Part);

    /// <summary>All values in canonical order, also those that are not set.</summary>
    public IReadOnlyList<EffectiveValue> Values => _values.Ordered;

    /// <summary>The value at a path, and where it comes from.</summary>
    /// <exception cref="ArgumentException">No setting has that path.</exception>
    public EffectiveValue Value(string path) => _values.Find(path)
        ?? throw new ArgumentException(
            $"no setting has the path '{path}'; see Delight.Experiments.Settings.", nameof(path));

    /// <summary>Where the value at a path comes from.</summary>
    public ValueSource Source(string path) => Value(path).Source;

    /// <summary>The whole scenario as JSON: complete, in canonical order, and itself a scenario of the same
    /// values.</summary>
    /// <returns>Indented by two spaces, lines end with LF, the last one too.</returns>
    public string ToJson() => ScenarioJson.Write(Definition, _values);

    /// <summary>The same scenario with one value replaced.</summary>
    internal EffectiveScenario With(EffectiveValue value) => new(_values.With(value), Definition, File);

    internal bool IsSound(string path) => _values.IsSound(path);

    private string Label(string path, PartReference part) =>
        (Definition.Member(path)?.Parts?.Shortest(part) ?? part).ToString();
}
