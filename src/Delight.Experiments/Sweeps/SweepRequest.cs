using Delight.Experiments.Extensions;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Sweeps;

/// <summary>What a sweep asks for: a scenario, values of settings, estimators and seeds.</summary>
public sealed record SweepRequest
{
    private const string SetOption = "--set";

    /// <summary>The scenario. A text of <see cref="ScenarioArguments.Sets"/> with a list of values is an
    /// axis.</summary>
    public required ScenarioArguments Scenario { get; init; }

    /// <summary>Comma-separated, with options in parentheses; null: the scenario's own.</summary>
    public string? Estimators { get; init; }

    /// <summary>Seeds of each cell, from the scenario's own on.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>What cells are compared by; see <see cref="Sweeps.Metric"/>.</summary>
    public string Metric { get; init; } = "error";

    /// <summary>What types it again. The folder is no part of it, so that the page says the same wherever it
    /// is.</summary>
    public string Command => ReplayCommand.Sweep(
        Scenario, ("--estimators", Estimators), ("--seeds", Seeds > 1 ? NumberText.Text($"{Seeds}") : null),
        ("--metric", Metric == "error" ? null : Metric));

    /// <summary>The settings that it varies, in the order given.</summary>
    /// <exception cref="UserErrorException">A list of values is refused.</exception>
    public IReadOnlyList<SweepAxis> Axes => [.. Scenario.Sets.Select(SweepAxis.Parse).OfType<SweepAxis>()];

    /// <summary>What it sets for all cells: options that stand for a setting, and texts with one value.</summary>
    internal IEnumerable<ScenarioOverride> Fixed => Scenario.Sets.Where(set => SweepAxis.Parse(set) is null)
        .Select(set => set.Split('=', 2))
        .Select(pair => new ScenarioOverride(pair[0].Trim(), pair[^1], SetOption))
        .Concat(Scenario.Options);

    /// <summary>The same with one value of each axis, so that it is a scenario like others.</summary>
    /// <param name="choose">Picks the value of an axis.</param>
    internal ScenarioArguments At(Func<SweepAxis, string> choose) => Scenario with
    {
        Sets = [.. Scenario.Sets.Select(
            set => SweepAxis.Parse(set) is { } axis ? $"{axis.Path}={choose(axis)}" : set)],
    };

    /// <summary>The folder that the same request has by itself, whatever its number of seeds: <c>runs</c>, the
    /// scenario's name, and a few letters of all that it asks for.</summary>
    /// <param name="scenario">Name of the scenario.</param>
    internal string FolderOf(string scenario)
    {
        string content = string.Join('\n', (string?[])[
            Scenario.Scenario, Estimators, .. Scenario.Sets, .. Scenario.Assemblies,
            .. Scenario.Options.Select(option => $"{option.Path}={option.Value}"),
        ]);
        return Path.Combine("runs", $"{RunFolder.NamePart(scenario)}-sweep-{ResultKey.Of(content)[..8]}");
    }

    /// <summary>The same with what the environment sets spelled out, so that it is enough to go on with.</summary>
    /// <param name="catalogues">The parts that the scenario may name.</param>
    public SweepRequest WithoutEnvironment(PartCatalogues catalogues) => this with
    {
        Scenario = Scenario.WithoutEnvironment(_ => At(axis => axis.Values[0]).Load(catalogues)),
    };

    /// <summary>Reads the request that a folder holds.</summary>
    /// <exception cref="UserErrorException">There is none, it is damaged, or an assembly cannot be used.</exception>
    /// <param name="folder">The folder.</param>
    /// <param name="catalogues">Gets the parts of the assemblies that it names.</param>
    public static SweepRequest Read(string folder, PartCatalogues catalogues)
    {
        SweepRequest request = KeptRequest.Read<SweepRequest>(folder, RunFolder.SweepFile, "sweep");
        CatalogueExtensions.Load(request.Scenario.Assemblies, null, catalogues);
        return request;
    }

    /// <summary>Keeps it in the sweep's folder, for those who go on with it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    internal void Write(string folder) => KeptRequest.Write(folder, RunFolder.SweepFile, this);
}
