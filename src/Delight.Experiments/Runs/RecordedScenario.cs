using System.Text.Json.Nodes;
using System.Text;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Runs;

/// <summary>The scenario that a run's record holds.</summary>
public static class RecordedScenario
{
    /// <summary>Reads it; settings that are newer than the record have their defaults.</summary>
    /// <param name="record">The run.</param>
    /// <param name="catalogues">The parts of this build.</param>
    /// <param name="sets">Texts of <c>--set</c> that override what the run had.</param>
    /// <param name="more">Overrides that win over all others.</param>
    /// <exception cref="UserErrorException">This build refuses it: one line for each problem.</exception>
    internal static EffectiveScenario Load(
        RunRecord record, PartCatalogues catalogues, IReadOnlyList<string>? sets = null,
        params IReadOnlyList<ScenarioOverride> more) =>
        Of(new ScenarioArguments { Scenario = record.Summary.Scenario, Sets = sets ?? [] }, record)
            .Load(catalogues, more);

    /// <summary>Takes the scenario of a run where a command line names none.</summary>
    /// <param name="arguments">What the command line says; its options win over the record.</param>
    /// <param name="folder">The run's.</param>
    /// <exception cref="UserErrorException">The folder is no run, or its record is damaged.</exception>
    public static ScenarioArguments Of(ScenarioArguments arguments, string folder) =>
        Of(arguments, RunRecord.Read(folder));

    private static ScenarioArguments Of(ScenarioArguments arguments, RunRecord record) => arguments with
    {
        Scenario = record.Summary.Scenario,
        Recorded = new RecordedText(
            Path.Combine(record.Folder, RunFolder.SummaryFile),
            Encoding.UTF8.GetBytes(record.Summary.EffectiveScenario.ToJsonString()), record.Summary.Command),
    };

    /// <summary>Where two scenarios differ: path, value of the first, value of the second; null where one has no such
    /// value.</summary>
    internal static IEnumerable<(string Path, string? First, string? Second)> Differences(
        EffectiveScenario first, EffectiveScenario second)
    {
        Dictionary<string, string> left = Flat(first), right = Flat(second);
        return left.Keys.Union(right.Keys, StringComparer.Ordinal)
            .Select(path => (path, left.GetValueOrDefault(path), right.GetValueOrDefault(path)))
            .Where(entry => entry.Item2 != entry.Item3);
    }

    private static Dictionary<string, string> Flat(EffectiveScenario scenario) =>
        ScenarioDifference.Flat((JsonObject)JsonNode.Parse(scenario.ToJson())!);
}
