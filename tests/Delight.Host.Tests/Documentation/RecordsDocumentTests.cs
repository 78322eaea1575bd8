using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Delight.Actors.Frictions;
using Delight.Development.Bench;
using Delight.Development.Documentation;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Host.CommandLine;
using Delight.Host.Terminal;
using Delight.Host.Tests.CommandLine;
using Delight.Host.Tests.Exploring;
using Delight.Host.Tests.Streams;

namespace Delight.Host.Tests.Documentation;

/// <summary>The page of keys has what real runs and real output have, no key more and none less.</summary>
public sealed class RecordsDocumentTests
{
    [Fact]
    public async Task Page_OfThisBuild_IsWhatTheDocsHave()
    {
        HostRun written = await HostRun.OfAsync("list", "keys");
        string committed = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Find()!, "docs", "records.md"));

        Assert.True(written.Output == committed, "write it again: ./delight list keys > docs/records.md");
    }

    [Fact]
    public async Task Records_OfARunWithFrictions_HaveTheKeysOfThePage()
    {
        using TemporaryFolder folder = new();
        HostRun run = await HostRun.OfAsync("simulate", "chaos", "--steps", "200", "--out", folder.File("run"));
        Assert.True(run.ExitCode == 0, run.Error);
        JsonObject[] Lines(string file) =>
            [.. File.ReadLines(folder.File($"run/{file}")).Select(line => JsonNode.Parse(line)!.AsObject())];

        JsonObject[] metrics = Lines(RunFolder.MetricsFile);
        JsonObject[][] found =
        [
            [JsonNode.Parse(File.ReadAllText(folder.File($"run/{RunFolder.SummaryFile}")))!.AsObject()],
            [.. metrics.Where(line => (string)line["kind"]! == "update")],
            [.. metrics.Where(line => (string)line["kind"]! == "evaluation")],
            Lines(RunFolder.EventsFile),
        ];

        Assert.Equal(found.Length, RecordsDocument.Files.Count);
        Assert.All(RecordsDocument.Files.Zip(found), file => AssertSame(file.First.Keys, file.Second));
    }

    [Fact]
    public void Outputs_VerbsWithJson_HaveATableEach()
    {
        using StringWriter nowhere = new();
        RootCommand root = HostCommand.CreateRoot(new HostContext
        {
            Output = nowhere, Error = nowhere,
            OutputConsole = HostConsole.Create(nowhere, isRedirected: true, noColor: null),
            ErrorConsole = HostConsole.Create(nowhere, isRedirected: true, noColor: null),
        });

        Assert.Equal(
            root.Subcommands.Select(verb => (verb, verb.Name))
                .Concat(root.Subcommands.SelectMany(
                    verb => verb.Subcommands.Select(inner => (inner, $"{verb.Name} {inner.Name}"))))
                .Where(verb => verb.Item1.Options.Any(option => option.Name == "--json"))
                .Select(verb => verb.Item2).Order(StringComparer.Ordinal),
            RecordsDocument.Outputs.SelectMany(printed => printed.Verbs).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Output_OfRuns_HasTheKeysOfThePage()
    {
        using RecordedRuns runs = new();
        string recorded = await runs.RecordAsync(RecordedRuns.Bandit);
        JsonObject simulated = await JsonOfAsync(
            "simulate", "chaos", "--steps", "200", "--json", "--out", runs.Path("s"));
        JsonObject live = await JsonOfAsync(
            "run", runs.Path("scenario.json"), "--steps", "5", "--json", "--out", runs.Path("l"));
        JsonObject compared = await JsonOfAsync(
            "compare", runs.Path("scenario.json"), "--estimators", "dg", "--json", "--out", runs.Path("c"));
        JsonObject replayed = await JsonOfAsync(
            "replay", recorded, "--estimators", "dg", "--json", "--out", runs.Path("r"));

        AssertSame(KeysOf("run"), [simulated]);
        AssertSame([.. KeysOf("run").Where(key => key.Path != "deterministic")], [
            live, .. compared["runs"]!.AsArray().Select(run => run!.AsObject()),
            .. replayed["runs"]!.AsArray().Select(run => run!.AsObject()), Without(simulated, "deterministic"),
        ]);
        AssertSame(KeysOf("compare"), [compared]);
        AssertSame(KeysOf("replay"), [replayed]);
        AssertSame(KeysOf("evaluate"), [await JsonOfAsync("evaluate", recorded, "--json")]);
        AssertSame(KeysOf("config"), [await JsonOfAsync("config", "chaos", "--json")]);
    }

    [Fact]
    public async Task Output_OfManyRuns_HasTheKeysOfThePage()
    {
        using RecordedRuns runs = new();
        _ = await runs.RecordAsync(RecordedRuns.Bandit);
        string scenario = runs.Path("scenario.json");
        foreach (string seed in (string[])["1", "2"])
        {
            HostRun run = await HostRun.OfAsync(
                "simulate", scenario, "--steps", "5", "--seed", seed, "--set", $"optimiser.learningRate=0.{seed}",
                "--out", runs.Path($"all/{seed}"));
            Assert.True(run.ExitCode == 0, run.Error);
        }

        AssertSame(KeysOf("sweep"), [await JsonOfAsync(
            "sweep", scenario, "--steps", "5", "--set", "optimiser.learningRate=0.1,0.2", "--json", "--out",
            runs.Path("all/sweep"))]);
        AssertSame(KeysOf("runs"), [await JsonOfAsync("runs", runs.Path("all"), "--json")]);
        AssertSame(KeysOf("runs compare"), [await JsonOfAsync(
            "runs", "compare", runs.Path("all/1"), runs.Path("all/2"), "--json", "--out", runs.Path("compared"))]);
    }

    [Fact]
    public async Task Output_OfTools_HasTheKeysOfThePage()
    {
        using TemporaryFolder folder = new();
        string batch = Path.Combine(
            RepositoryRoot.Find()!, "tests", "Delight.Learning.Tests", "Fixtures", "bandit.json");
        HostRun broken = await HostRun.WithAsync(
            BrokenParts.OffByOne, "explore", "chaos", "--seeds", "5", "--seed", "7", "--steps", "20", "--json");

        AssertSame(KeysOf("explore"), [
            JsonNode.Parse(broken.Output)!.AsObject(),
            await JsonOfAsync("explore", "chaos", "--seeds", "6", "--faults", "swarm", "--json"),
        ]);
        AssertSame(KeysOf("inspect"), [await JsonOfAsync("inspect", batch, "--estimator", "all", "--json")]);
        AssertSame(KeysOf("theory"), [await JsonOfAsync("theory", "--json", "--out", folder.File("theory"))]);
    }

    /// <summary>A bench takes seconds to minutes, so its rows are looked at without it.</summary>
    [Fact]
    public void Output_OfBench_HasTheKeysOfARow() => Assert.Equal(
        typeof(BenchRow).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)),
        KeysOf("bench").Where(key => key.Path.StartsWith("rows[].", StringComparison.Ordinal))
            .Select(key => key.Path["rows[].".Length..]));

    [Fact]
    public void Page_EveryFriction_IsNamed()
    {
        using StringWriter page = new();
        RecordsDocument.Write(page);

        Assert.All(
            Enum.GetValues<RowFriction>().Where(friction => friction != RowFriction.None),
            friction => Assert.Contains(
                $"`{JsonNamingPolicy.KebabCaseLower.ConvertName(friction.ToString())}`", page.ToString(),
                StringComparison.Ordinal));
    }

    private static IReadOnlyList<KeyRow> KeysOf(string verb) =>
        RecordsDocument.Outputs.Single(printed => printed.Verbs.Contains(verb)).Keys;

    private static async Task<JsonObject> JsonOfAsync(params string[] arguments)
    {
        HostRun run = await HostRun.OfAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonNode.Parse(run.Output)!.AsObject();
    }

    private static JsonObject Without(JsonObject json, string key)
    {
        JsonObject copy = json.DeepClone().AsObject();
        copy.Remove(key);
        return copy;
    }

    private static void AssertSame(IReadOnlyList<KeyRow> documented, IEnumerable<JsonObject> written)
    {
        string[] keys = [.. documented.Select(key => key.Path)];
        IEnumerable<string> found = written.SelectMany(json => KeyPaths.Of(json, keys)).Distinct();

        Assert.Equal(keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.All(documented, key => Assert.False(string.IsNullOrWhiteSpace(key.Meaning), key.Path));
    }
}
