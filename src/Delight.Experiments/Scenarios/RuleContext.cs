using System.Globalization;
using Delight.Experiments.Settings;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Scenarios;

/// <summary>What a rule looks at.</summary>
/// <param name="Effective">Values that are each right by themselves; a rule asks only for those that it reads.</param>
/// <param name="Catalogues">The parts that they name.</param>
internal sealed record RuleContext(EffectiveScenario Effective, PartCatalogues Catalogues)
{
    public Scenario Scenario => Effective.Settings;

    /// <summary>Each pool with its path.</summary>
    public IReadOnlyList<(string Path, WorkerSettings Pool)> Pools => Numbered("workers", Scenario.Workers);

    /// <summary>Each fault with its path.</summary>
    public IReadOnlyList<(string Path, FaultSettings Fault)> Faults => Numbered("faults", Scenario.Faults);

    /// <summary>Each link with its path.</summary>
    public IReadOnlyList<(string Path, LinkSettings Link)> Links => Numbered("network.links", Scenario.Network.Links);

    /// <summary>The nodes that roles run on.</summary>
    public string[] Nodes => [.. Scenario.Nodes];

    /// <summary><c>learner.batchRows is 100</c>, <c>baseline is 'group-mean'</c>; marked where nobody wrote
    /// it.</summary>
    public string Say(string path)
    {
        EffectiveValue value = Effective.Value(path);
        string mark = value.Source.Layer == SourceLayer.Default ? " (the default)" : string.Empty;
        bool isNumber = value.Definition.Kind is SettingKind.Number or SettingKind.Integer or SettingKind.Duration
            or SettingKind.Latency;
        return $"{path} is {(isNumber ? value.Text : Shown.Quoted(value.Text ?? string.Empty))}{mark}";
    }

    private static (string, T)[] Numbered<T>(string path, IReadOnlyList<T> entries) =>
        [.. entries.Select((entry, index) => (string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), entry))];
}
