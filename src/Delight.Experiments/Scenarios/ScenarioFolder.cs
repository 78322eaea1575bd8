using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>The folder where scenarios are looked up by name.</summary>
/// <param name="path">Its path; messages show files below it the way it is given here.</param>
public sealed class ScenarioFolder(string path)
{
    private const string Extension = ".json";

    /// <summary>Names of all scenarios, sorted; none where there is no such folder. The schema is not one.</summary>
    public IReadOnlyList<string> Names => NamesIn(path);

    /// <summary>The file of a scenario.</summary>
    /// <param name="scenario">A path, a file name in the folder, or a bare name.</param>
    /// <param name="problem">Why there is no such file, or null.</param>
    /// <returns>The path as shown to people, with forward slashes; also where there is no such file.</returns>
    public string Find(string scenario, out string? problem)
    {
        problem = null;
        bool isBare = scenario.AsSpan().IndexOfAny('/', '\\') < 0;
        bool hasExtension = scenario.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
        string inFolder = Slashes(Path.Combine(path, hasExtension ? scenario : scenario + Extension));
        string[] candidates = (isBare, hasExtension) switch
        {
            (false, _) => [scenario, scenario + Extension],
            (true, true) => [scenario, inFolder],
            _ => [inFolder, scenario],
        };
        if (Array.Find(candidates, File.Exists) is { } found)
        {
            return Slashes(found);
        }

        string shown = isBare ? inFolder : Slashes(scenario);
        if (scenario.Length == 0)
        {
            shown = "scenario";
            problem = $"no name given. {Known(Names)}";
        }
        else if (Directory.Exists(scenario))
        {
            shown = Slashes(scenario);
            problem = $"it is a folder; a scenario is one JSON file. {Known(NamesIn(scenario))}";
        }
        else
        {
            string name = Path.GetFileNameWithoutExtension(scenario);
            IReadOnlyList<string> beside = isBare ? Names : NamesIn(Path.GetDirectoryName(scenario) ?? path);
            beside = beside.Count == 0 ? Names : beside;
            problem = $"there is no such file.{NearestName.Hint(name, beside)} {Known(beside)}";
        }

        shown = Shown.OneLine(shown);
        return shown;
    }

    private static string Known(IReadOnlyList<string> names) =>
        names.Count == 0 ? "Its folder has no scenarios." : $"Scenarios: {string.Join(", ", names)}.";

    private static string Slashes(string path) => path.Replace('\\', '/');

    private static IReadOnlyList<string> NamesIn(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateFiles(folder, "*" + Extension)
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Where(name => name != "schema")
                .Order(StringComparer.Ordinal),
        ];
    }
}
