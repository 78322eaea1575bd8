using System.Text.Json;
using Delight.Experiments.Scenarios;
using Delight.Learning.Parts;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class SchemaWriterTests
{
    [Fact]
    public void SchemaFile_OfTheRepository_IsWhatTheWriterWrites()
    {
        string written = SchemaWriter.Write(SettingTree.Create(new PartCatalogues()));
        string path = Path.Combine(RepositoryRoot(), "scenarios", "schema.json");
        string kept = File.ReadAllText(path).ReplaceLineEndings("\n");
        Assert.True(
            written == kept,
            "scenarios/schema.json is out of date. Regenerate it: ./delight config schema > scenarios/schema.json");
    }

    [Fact]
    public void Write_Settings_HaveTypeRangeDefaultAndDescription()
    {
        using JsonDocument schema = Schema();
        JsonElement properties = schema.RootElement.GetProperty("properties");
        JsonElement learner = properties.GetProperty("learner").GetProperty("properties");
        AssertJson(
            """
            {"description":"rows of one learner step","type":"integer","minimum":1,"maximum":1000000000,"default":100}
            """,
            learner.GetProperty("batchRows"));
        JsonElement stepTime = learner.GetProperty("stepTime");
        Assert.Equal("string", stepTime.GetProperty("type").GetString());
        Assert.Equal("^[0-9]+([.][0-9]+)? *(us|ms|s|min|h)$", stepTime.GetProperty("pattern").GetString());
        Assert.Equal("10ms", stepTime.GetProperty("default").GetString());
        Assert.Equal(["integer", "null"], Texts(learner.GetProperty("stalenessMax").GetProperty("type")));
        JsonElement optimiser = properties.GetProperty("optimiser").GetProperty("properties");
        Assert.Equal(0, optimiser.GetProperty("learningRate").GetProperty("exclusiveMinimum").GetDouble());
        Assert.Equal(1, optimiser.GetProperty("beta1").GetProperty("exclusiveMaximum").GetDouble());
        Assert.Equal(["constant", "linear", "cosine"], Texts(optimiser.GetProperty("schedule").GetProperty("enum")));
        Assert.Equal(["task", "policy", "workers"], Texts(schema.RootElement.GetProperty("required")));
        Assert.Equal(long.MaxValue, properties.GetProperty("seed").GetProperty("maximum").GetInt64());
    }

    [Fact]
    public void Write_Parts_ListNamesAndOptions()
    {
        using JsonDocument schema = Schema();
        JsonElement properties = schema.RootElement.GetProperty("properties");
        JsonElement task = Assert.Single(
            properties.GetProperty("task").GetProperty("oneOf").EnumerateArray(),
            part => part.GetProperty("properties").GetProperty("name").GetProperty("const").GetString() == "fake-task");
        AssertJson(
            """{"description":"share","type":"number","minimum":0,"maximum":1,"default":0}""",
            task.GetProperty("properties").GetProperty("noise"));
        string? pattern = properties.GetProperty("estimator").GetProperty("pattern").GetString();
        Assert.NotNull(pattern);
        Assert.Matches(pattern, "dg(eta=0.5)");
        Assert.DoesNotMatch(pattern, "dgg");
    }

    [Fact]
    public void SettingsDocument_OfDelight_IsWhatTheDocsHave()
    {
        using StringWriter output = new();
        SettingsDocument.Write(SettingTree.Create(new PartCatalogues()), output);
        string committed = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "settings.md"));
        Assert.True(output.ToString() == committed, "write it again: ./delight config settings > docs/settings.md");
    }

    [Fact]
    public void SettingsDocument_Tree_HasARowForEverySetting()
    {
        SettingDefinition tree = SettingTree.Create(ScenarioFixture.Catalogues());
        using StringWriter output = new();
        SettingsDocument.Write(tree, output);
        string text = output.ToString();
        Assert.Contains(
            "| `batchRows` | a whole number, at least 1 and at most 1000000000 | `100` | rows of one learner step |\n",
            text, StringComparison.Ordinal);
        Assert.Contains("## `network.links[i]`\n", text, StringComparison.Ordinal);
        Assert.Contains("### estimator `dg`\n", text, StringComparison.Ordinal);

        // Options of different parts may share a name and so a path; each has its row all the same.
        int settings = SettingPaths.All(tree).Count(path => !path.StartsWith("task.", StringComparison.Ordinal)
            && !path.StartsWith("policy.", StringComparison.Ordinal));
        int options = tree.Members.Concat(tree.Members.SelectMany(member => member.Members))
            .Sum(member => member.Parts?.Entries.Sum(entry => entry.Options.Count) ?? 0);
        int rows = text.Split('\n').Count(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(settings + options, rows);
    }

    private static JsonDocument Schema() =>
        JsonDocument.Parse(SchemaWriter.Write(SettingTree.Create(ScenarioFixture.Catalogues())));

    private static IEnumerable<string?> Texts(JsonElement list) =>
        list.EnumerateArray().Select(element => element.GetString());

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.Equal(expected, JsonSerializer.Serialize(actual, Relaxed));

    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Delight.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests run outside of the repository.");
    }
}
