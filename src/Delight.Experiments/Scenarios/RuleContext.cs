using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>What a rule looks at.</summary>
/// <param name="Scenario">Values that are each right by themselves; a rule asks only for those that it reads.</param>
/// <param name="Catalogues">The parts that they name.</param>
internal sealed record RuleContext(EffectiveScenario Scenario, PartCatalogues Catalogues)
{
    public IReadOnlyList<ScenarioSection> Pools => Scenario.List("workers");

    /// <summary>The nodes that roles run on.</summary>
    public string[] Nodes => [.. Scenario.Nodes];

    /// <summary><c>learner.batchRows is 100</c>, <c>baseline is 'group-mean'</c>; marked where nobody wrote
    /// it.</summary>
    public string Say(string path)
    {
        EffectiveValue value = Scenario.Value(path);
        string mark = value.Source.Layer == SourceLayer.Default ? " (the default)" : string.Empty;
        bool isNumber = value.Definition.Kind is SettingKind.Number or SettingKind.Integer or SettingKind.Duration
            or SettingKind.Latency;
        return $"{path} is {(isNumber ? value.Text : Shown.Quoted(value.Text ?? string.Empty))}{mark}";
    }
}
