using System.Text.Json.Nodes;
using System.Text.Json;
using Delight.Experiments.Files;
using Delight.Experiments.Inspecting;
using Delight.Experiments.Tests.Support;
using Delight.Learning.Estimators;
using Delight.Learning.Inspection;
using Delight.Learning.Parts;

namespace Delight.Host.Tests.CommandLine;

public sealed class InspectVerbTests
{
    /// <summary>What is promised against the oracle: absolute, and relative to an array's largest magnitude.</summary>
    private const double Absolute = 1e-6, Relative = 1e-5;

    public static TheoryData<string> Fixtures => new(
        "bandit", "bandit-stale", "sequence", "sequence-stale", "ragged", "equal-rewards", "rare", "large-rewards",
        "extreme");

    private static string FixtureFolder => Path.Combine(
        RepositoryRoot.Find()!, "tests", "Delight.Learning.Tests", "Fixtures");

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task Json_EveryEstimatorOnFixture_AgreesWithAutograd(string fixture)
    {
        string path = Path.Combine(FixtureFolder, fixture + ".json");
        HostRun run = await HostRun.OfAsync("inspect", path, "--estimator", "all", "--json");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        using JsonDocument printed = JsonDocument.Parse(run.Output);
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement expected = file.RootElement.GetProperty("expected");
        JsonElement actual = printed.RootElement.GetProperty("estimators");
        int compared = 0;
        foreach (JsonProperty estimator in expected.EnumerateObject())
        {
            JsonElement ours = actual.GetProperty(estimator.Name);
            Compare(
                [Number(estimator.Value, "objective")], [Number(ours, "objective")], $"{estimator.Name} objective");
            Compare(Numbers(estimator.Value, "dLogits")!, Numbers(ours, "dLogits")!, $"{estimator.Name} dLogits");
            Assert.Equal(
                estimator.Value.GetProperty("coefficients").ValueKind == JsonValueKind.Null,
                ours.GetProperty("coefficients").ValueKind == JsonValueKind.Null);
            if (Numbers(estimator.Value, "coefficients") is { } coefficients)
            {
                Compare(coefficients, Numbers(ours, "coefficients")!, $"{estimator.Name} coefficients");
            }

            compared++;
        }

        Assert.Equal(new PartCatalogues().Estimators.Names.Count() - 1 + InspectionSettings.Named.Count, compared);
    }

    [Fact]
    public async Task Json_NoEstimatorNamed_IsDgWithItsColumns()
    {
        HostRun run = await HostRun.OfAsync("inspect", Path.Combine(FixtureFolder, "ragged.json"), "--json");
        JsonObject json = JsonNode.Parse(run.Output)!.AsObject();
        KeyValuePair<string, JsonNode?> only = Assert.Single(json["estimators"]!.AsObject());
        Assert.Equal("dg", only.Key);
        int cells = (int)json["rows"]! * (int)json["decisions"]!;
        foreach (string column in (string[])["coefficients", "surprisal", "advantage", "delight", "gate", "ratio"])
        {
            Assert.Equal(cells, only.Value![column]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task Table_HandWorkedBatch_ShowsEveryQuantity()
    {
        // Two rows, two arms of equal probability; rewards 1 and 0, so that A = ±1/2 and the surprisal is ln 2 = 0.693.
        // Delight ±0.347, gates sigmoid(±0.347) = 0.586 and 0.414; c = gate · A / 2 = 0.146 and -0.104; dLogits = ±c
        // / 2.
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "batch.json");
        File.WriteAllText(path, """
            { "rows": 2, "decisions": 1, "actions": 2, "logits": [0, 0, 0, 0], "chosen": [0, 1],
              "behaviourLogProbs": [-0.6931471805599453, -1.3862943611198906], "rewards": [1, 0] }
            """);
        HostRun run = await HostRun.OfAsync("inspect", path, "--estimator", "dg,gate-advantage(eta=0)");
        Assert.Equal(0, run.ExitCode);
        string[] lines = run.Output.Split('\n');
        Assert.Equal("2 rows x 1 decision x 2 actions, 2 decisions count; 1 group, baseline group-mean", lines[0]);
        // Objective (0.5858 · ½ · −0.6931 + 0.4142 · −½ · −0.6931) / 2; length sqrt(2 · 0.0732² + 2 · 0.0518²).
        Assert.Equal("dg: objective -0.0297, length of dLogits 0.127, 2 decisions, 0 with coefficient 0", lines[2]);
        Assert.Equal("row t a surprisal advantage  delight     gate    ratio    coeff  dLogits", lines[3]);
        Assert.Equal("  0 0 0     0.693       0.5    0.347    0.586        1    0.146   0.0732  -0.0732", lines[4]);
        Assert.Equal("  1 0 1     0.693      -0.5   -0.347    0.414        2   -0.104   0.0518  -0.0518", lines[5]);
        Assert.Contains("gate-advantage(eta=0): objective ", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 with coefficient 0", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bandit", 24)]
    [InlineData("bandit", 40)]
    [InlineData("bandit", 79)]
    [InlineData("bandit", 80)]
    [InlineData("sequence", 60)]
    [InlineData("sequence", 72)]
    public void Table_TerminalOfAnyWidth_FitsAndLeavesNothingOut(string fixture, int width)
    {
        string narrow = Table(fixture, width), wide = Table(fixture, 100_000);
        Assert.All(narrow.Split('\n'), line => Assert.InRange(line.Length, 0, width));
        char[] gaps = [' ', '\n'];
        Assert.Equal(
            wide.Split(gaps, StringSplitOptions.RemoveEmptyEntries),
            narrow.Split(gaps, StringSplitOptions.RemoveEmptyEntries));
        Assert.True(narrow.Split('\n').Length > wide.Split('\n').Length);
    }

    [Fact]
    public void Table_NarrowTerminal_PutsTheGradientBelow()
    {
        string[] lines = Table("bandit", 72).Split('\n');
        Assert.Equal("row t a surprisal advantage  delight     gate    ratio    coeff", lines[5]);
        Assert.Equal("         dLogits", lines[6]);
        Assert.StartsWith("  0 0 5     0.553    -0.438   -0.242", lines[7], StringComparison.Ordinal);
        Assert.StartsWith("         0.00326  1.69e-4  3.54e-5", lines[8], StringComparison.Ordinal);
    }

    private static string Table(string fixture, int width)
    {
        PartCatalogues parts = new();
        List<string> problems = [];
        InspectedBatch batch = BatchFile.Read(
            File.ReadAllText(Path.Combine(FixtureFolder, fixture + ".json")), parts.Advantages, problems)!;
        IReadOnlyList<KeyValuePair<string, IEstimator>> chosen =
            InspectionSettings.Resolve("dg,pg", parts, batch.Answers is not null, problems);
        Assert.Empty(problems);
        using StringWriter writer = new() { NewLine = "\n" };
        InspectionTable.Write(
            batch,
            [
                .. chosen.Select(entry => new NamedInspection(
                    entry.Key, entry.Value.NeedsAnswers, BatchInspection.Compute(batch, entry.Value))),
            ],
            writer, width);
        return writer.ToString();
    }

    [Fact]
    public async Task Inspect_SeveralProblems_AreRefusedTogetherWithTheirFirstIndex()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "bad.json");
        File.WriteAllText(path, """
            { "rows": 2, "decisions": 1, "actions": 2, "logits": [0, NaN, 0, 1e5], "chosen": [0, 2],
              "behaviourLogProbs": [-1, 0.5], "rewards": [1] }
            """);
        HostRun run = await HostRun.OfAsync("inspect", path, "--estimator", "dgg");
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.Equal(5, run.Problems.Count);
        Assert.Equal($"{path}: logits[1] is NaN; it must be a finite number. (1 more in logits)", run.Problems[0]);
        Assert.StartsWith($"{path}: chosen[1] is 2;", run.Problems[1], StringComparison.Ordinal);
        Assert.StartsWith($"{path}: behaviourLogProbs[1] is 0.5;", run.Problems[2], StringComparison.Ordinal);
        Assert.StartsWith($"{path}: rewards has 1 elements;", run.Problems[3], StringComparison.Ordinal);
        Assert.StartsWith(
            "--estimator: unknown estimator 'dgg'. Did you mean", run.Problems[4], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such.json", "does not exist")]
    [InlineData(".", "is a folder")]
    public async Task Inspect_NoFile_IsRefused(string file, string reason)
    {
        HostRun run = await HostRun.OfAsync("inspect", file);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(reason, Assert.Single(run.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_BrokenJson_NamesFileAndLine()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "broken.json");
        File.WriteAllText(path, "{\n \"rows\": 1,\n \"decisions\" 2 }");
        HostRun run = await HostRun.OfAsync("inspect", path);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            $"{path}: the batch is not JSON: line 3. Write one JSON object.", Assert.Single(run.Problems));
    }

    private static void Compare(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double allowed = Absolute + (Relative * expected.Max(Math.Abs));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(double.IsFinite(actual[i]), $"{what}[{i}] is {actual[i]}.");
            Assert.True(
                Math.Abs(actual[i] - expected[i]) <= allowed,
                $"{what}[{i}] is {actual[i]:R}, expected {expected[i]:R} within {allowed:R}.");
        }
    }

    private static double Number(JsonElement estimator, string name) => estimator.GetProperty(name).GetDouble();

    private static double[]? Numbers(JsonElement estimator, string name) =>
        estimator.GetProperty(name).ValueKind == JsonValueKind.Null
            ? null
            : [.. estimator.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}
