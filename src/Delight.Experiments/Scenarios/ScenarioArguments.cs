using System.Collections;
using Delight.Experiments.Files;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Scenarios;

/// <summary>What a command line says about the scenario to run, before anything is checked.</summary>
public sealed record ScenarioArguments
{
    /// <summary>Path or name; of a recorded scenario, the name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The scenario as a run's record holds it, in place of a file; null: there is a file.</summary>
    public RecordedText? Recorded { get; init; }

    /// <summary>Texts of <c>--set</c>.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Paths of <c>--assembly</c>: where parts that Delight does not ship come from.</summary>
    public IReadOnlyList<string> Assemblies { get; init; } = [];

    /// <summary>True where variables of the environment set nothing.</summary>
    public bool IgnoresEnvironment { get; init; }

    /// <summary>Options that stand for a setting: <c>--steps</c>, <c>--seed</c>, <c>--estimator</c>.</summary>
    public IReadOnlyList<ScenarioOverride> Options { get; init; } = [];

    /// <summary>Texts of <c>--set</c> with several values, which a sweep takes.</summary>
    internal IEnumerable<ValueList> Lists => Sets.Select(ValueList.Parse).OfType<ValueList>()
        .Where(list => list.Values.Count > 1);

    /// <summary>Loads the scenario with the process's environment.</summary>
    /// <param name="catalogues">The parts that it may name.</param>
    /// <param name="more">Overrides that win over all others.</param>
    /// <exception cref="UserErrorException">It is refused: one line for each problem.</exception>
    public EffectiveScenario Load(PartCatalogues catalogues, params IReadOnlyList<ScenarioOverride> more)
    {
        ScenarioLoader loader = new(catalogues, Folder());
        ScenarioRequest request = new() { Scenario = Scenario, Sets = Sets, Options = [.. Options, .. more] };
        ScenarioLoadResult result = Recorded is { } recorded
            ? loader.Read(recorded.File, recorded.Json, request)
            : loader.Load(IgnoresEnvironment ? request : request with { Environment = EnvironmentVariables() });
        return result.Scenario ?? throw new UserErrorException(
            [.. result.Problems.Select(problem => problem + SweepInstead(problem.ToString()))]);
    }

    /// <summary>The same for machines with another environment: what it sets here is spelled out, below what is set
    /// otherwise.</summary>
    /// <param name="load">Loads the scenario with the environment.</param>
    /// <returns>These arguments where the scenario is refused, which whoever loads it next will say.</returns>
    internal ScenarioArguments WithoutEnvironment(Func<ScenarioArguments, EffectiveScenario> load)
    {
        try
        {
            string[] fromEnvironment =
            [
                .. load(this).Values
                    .Where(value => value.Source.Layer == SourceLayer.Environment && value.Text is not null)
                    .Select(value => $"{value.Path}={value.Text}"),
            ];
            return this with { Sets = [.. fromEnvironment, .. Sets], IgnoresEnvironment = true };
        }
        catch (UserErrorException)
        {
            return this;
        }
    }

    /// <summary>What to type where one setting was given several values.</summary>
    private string SweepInstead(string problem)
    {
        bool isOfAList = Lists.Any(list => problem.StartsWith($"--set: {list.Path} is ", StringComparison.Ordinal));
        if (Recorded is not null || !isOfAList)
        {
            return string.Empty;
        }

        string? estimator = Options.LastOrDefault(option => option.Path == "estimator")?.Value;
        ScenarioArguments others = this with { Options = [.. Options.Where(option => option.Path != "estimator")] };
        return $" Several values are a sweep. Type: {ReplayCommand.Sweep(others, ("--estimators", estimator))}";
    }

    /// <summary>The scenarios beside the current folder, else those of the clone.</summary>
    public static ScenarioFolder Folder() => new(ClonePaths.Resolve("scenarios"));

    private static Dictionary<string, string> EnvironmentVariables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value
            ?? string.Empty, StringComparer.Ordinal);
}
