using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Sweeps;

/// <summary>The sweep that a folder holds, before another request replaces what it asked for.</summary>
/// <remarks>A folder belongs to one scenario, the settings that vary, and the values of the others. Values that vary,
/// estimators, seeds and the metric may change: results that are there are kept.</remarks>
internal static class EarlierSweep
{
    private const string Remedy = "Give this one another --out DIR.";

    /// <summary>Refuses a request that would put another sweep in place of the folder's own.</summary>
    /// <param name="folder">Exists.</param>
    /// <param name="request">What is asked for now.</param>
    /// <param name="scenario">Its checked scenario, with any of the values that vary.</param>
    /// <param name="catalogues">The parts that scenarios may name.</param>
    /// <exception cref="UserErrorException">The folder is of another sweep.</exception>
    public static void Check(
        string folder, SweepRequest request, EffectiveScenario scenario, PartCatalogues catalogues)
    {
        if (Read(folder) is not { } earlier)
        {
            return;
        }

        string[] paths = Paths(request), before = Paths(earlier);
        if (!paths.SequenceEqual(before, StringComparer.Ordinal))
        {
            throw new UserErrorException(
                $"{folder} is a sweep of other settings ({string.Join(", ", before)} there, {string.Join(", ", paths)} "
                + $"here). {Remedy}");
        }

        if (Load(earlier, request.Axes, catalogues) is not { } kept)
        {
            RequireSame(folder, "scenario", earlier.Scenario.Scenario, request.Scenario.Scenario);
            return;
        }

        RequireSame(folder, "scenario", kept.Name, scenario.Name);
        JsonObject old = (JsonObject)JsonNode.Parse(kept.ToJson())!;
        foreach (ScenarioDifference difference in ScenarioDifference.Of(old, scenario.ToJson()))
        {
            if (difference.Path is not "seed" && !IsWithin(difference.Path, "estimator")
                && !paths.Any(path => IsWithin(difference.Path, path)))
            {
                RequireSame(folder, difference.Path, difference.First, difference.Second);
            }
        }
    }

    private static string[] Paths(SweepRequest request) =>
        [.. request.Axes.Select(axis => axis.Path).Order(StringComparer.Ordinal)];

    private static bool IsWithin(string path, string owner) =>
        path == owner || path.StartsWith(owner + ".", StringComparison.Ordinal)
        || path.StartsWith(owner + "[", StringComparison.Ordinal);

    private static void RequireSame(string folder, string what, string there, string here)
    {
        if (there != here)
        {
            throw new UserErrorException(
                $"{folder} is a sweep of another {(what == "scenario" ? "scenario" : "setting")} "
                + $"({what} {Shown.OneLine(there)} there, {Shown.OneLine(here)} here). {Remedy}");
        }
    }

    /// <summary>Null where there is none. A damaged one is replaced, as its refusal by <c>--resume</c> says.</summary>
    private static SweepRequest? Read(string folder)
    {
        try
        {
            return File.Exists(Path.Combine(folder, RunFolder.SweepFile))
                ? KeptRequest.Read<SweepRequest>(folder, RunFolder.SweepFile, "sweep")
                : null;
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    /// <summary>The earlier scenario with the first values of now; null where it cannot be loaded any more.</summary>
    private static EffectiveScenario? Load(
        SweepRequest earlier, IReadOnlyList<SweepAxis> axes, PartCatalogues catalogues)
    {
        try
        {
            return earlier.At(axis => axes.First(now => now.Path == axis.Path).Values[0]).Load(catalogues);
        }
        catch (UserErrorException)
        {
            return null;
        }
    }
}
