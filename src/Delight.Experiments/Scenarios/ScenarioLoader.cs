using System.Text;
using Delight.Experiments.Settings;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Scenarios;

/// <summary>Turns a scenario file and what overrides it into an effective scenario, or into all reasons why
/// not.</summary>
/// <param name="catalogues">The parts that scenarios may name; filled before the loader is made.</param>
/// <param name="folder">Where scenarios are looked up by name.</param>
/// <remarks>
/// Order: default, file, environment, command line; later wins. Nothing that a user writes makes it throw. It reads the
/// file system and nothing else of the surroundings.
/// </remarks>
public sealed class ScenarioLoader(PartCatalogues catalogues, ScenarioFolder folder)
{
    /// <summary>Larger files are no scenarios.</summary>
    private const long FileBytesMax = 4 << 20;

    /// <summary>The tree of settings that scenarios are read by.</summary>
    public SettingDefinition Definition { get; } = SettingTree.Create(catalogues);

    /// <summary>Reads a scenario file with its overrides.</summary>
    public ScenarioLoadResult Load(ScenarioRequest request)
    {
        string file = folder.Find(request.Scenario, out string? problem);
        byte[]? json = null;
        if (problem is null)
        {
            try
            {
                long length = new FileInfo(file).Length;
                problem = length > FileBytesMax
                    ? $"it has {length} bytes; a scenario has at most {FileBytesMax}."
                    : null;
                json = problem is null ? File.ReadAllBytes(file) : null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problem = $"it can't be read: {Shown.OneLine(exception.Message)}";
            }
        }

        if (json is not null)
        {
            return Read(file, json, request);
        }

        // Overrides are checked all the same, so that the user sees everything at once.
        List<ScenarioProblem> problems = [new(ValueSource.File(file, 0), string.Empty, problem ?? "it can't be read.")];
        _ = Overrides(request, problems);
        return new(null, ScenarioProblem.Sort(problems));
    }

    /// <summary>Reads a scenario that is in memory, such as the one of a run record.</summary>
    /// <param name="file">Its file as shown to people.</param>
    /// <param name="json">UTF-8, with comments and trailing commas allowed.</param>
    /// <param name="request">What overrides it; its scenario name is not looked at.</param>
    public ScenarioLoadResult Read(string file, ReadOnlySpan<byte> json, ScenarioRequest request) =>
        Read(file, json, request, hasLines: true);

    private ScenarioLoadResult Read(string file, ReadOnlySpan<byte> json, ScenarioRequest request, bool hasLines)
    {
        List<ScenarioProblem> problems = [];
        List<OverrideTarget> overrides = Overrides(request, problems);
        ScenarioReader reader = new(string.Empty, line => ValueSource.File(file, hasLines ? line : 0), problems);
        ScenarioNode? root = reader.Read(json);
        if (root is null)
        {
            return new(null, ScenarioProblem.Sort(problems));
        }

        if (root.Kind == ScenarioNodeKind.Object)
        {
            NameAfterFile(root, file);
            OverrideLayer layer = new(problems);
            overrides.ForEach(target => layer.Apply(root, target));
        }

        ScenarioBinder binder = new(Definition, problems);
        binder.Bind(root);
        EffectiveScenario scenario = new(binder.Values, Definition, file);
        if (root.Kind == ScenarioNodeKind.Object)
        {
            ScenarioRules.Check(scenario, catalogues, problems);
        }

        return problems.Count == 0 ? new(scenario, []) : new(null, ScenarioProblem.Sort(problems));
    }

    /// <summary>Checks a scenario that was put together in code, as a file is checked.</summary>
    /// <param name="scenario">With or without a name.</param>
    public ScenarioLoadResult Check(Scenario scenario) => Read(
        scenario.Name ?? "scenario", Encoding.UTF8.GetBytes(SettingsJson.Write(scenario)),
        new ScenarioRequest { Scenario = string.Empty }, hasLines: false);

    private List<OverrideTarget> Overrides(ScenarioRequest request, List<ScenarioProblem> problems)
    {
        OverrideResolver resolver = new(Definition, problems);
        return
        [
            .. resolver.FromEnvironment(request.Environment),
            .. resolver.FromSets(request.Sets),
            .. request.Options.Select(resolver.FromOption).OfType<OverrideTarget>(),
        ];
    }

    private static void NameAfterFile(ScenarioNode root, string file)
    {
        if (root.Member("name") is not null and not { Kind: ScenarioNodeKind.Null })
        {
            return;
        }

        char[] letters = [.. Path.GetFileNameWithoutExtension(file)
            .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-')];
        string name = new string(letters).TrimStart('-', '_', '.');
        name = name.Length == 0 ? "scenario" : name;
        root.SetMember("name", ScenarioNode.Written("name", name, ValueSource.Default));
    }
}
