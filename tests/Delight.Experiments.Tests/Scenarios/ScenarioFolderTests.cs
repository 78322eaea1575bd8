using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class ScenarioFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("delight-scenarios-").FullName;

    public ScenarioFolderTests()
    {
        foreach (string name in new[] { "staleness", "on-policy", "schema" })
        {
            File.WriteAllText(Path.Combine(_folder, name + ".json"), ScenarioFixture.With(""));
        }
    }

    private string Shown => _folder.Replace('\\', '/');

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Names_OfAFolder_AreSortedWithoutTheSchema() =>
        Assert.Equal(["on-policy", "staleness"], new ScenarioFolder(_folder).Names);

    [Fact]
    public void Load_ByName_ByFileNameAndByPath_FindsTheSameFile()
    {
        string[] names = ["staleness", "staleness.json", $"{_folder}/staleness.json", $"{_folder}/staleness"];
        foreach (string scenario in names)
        {
            ScenarioLoadResult result = Load(scenario);
            Assert.Equal($"{Shown}/staleness.json", result.Scenario?.File);
            Assert.Equal("staleness", result.Scenario?.Name);
        }
    }

    [Fact]
    public void Load_UnknownName_NamesTheNearest() => Refused(
        "stalenes",
        $"{Shown}/stalenes.json: there is no such file. Did you mean 'staleness'? Scenarios: on-policy, staleness.");

    [Fact]
    public void Load_UnknownPath_NamesTheNearestBesideIt() => Refused(
        $"{_folder}/on_policy.json",
        $"{Shown}/on_policy.json: there is no such file. Did you mean 'on-policy'? Scenarios: on-policy, staleness.");

    [Fact]
    public void Load_Folder_SaysWhatItHolds() => Refused(
        _folder, $"{Shown}: it is a folder; a scenario is one JSON file. Scenarios: on-policy, staleness.");

    [Fact]
    public void Load_NoName_ListsAll() => Refused(
        string.Empty, "scenario: no name given. Scenarios: on-policy, staleness.");

    [Fact]
    public void Load_NoFolderAtAll_SaysSo()
    {
        ScenarioLoader loader = new(ScenarioFixture.Catalogues(), new ScenarioFolder("no-such-folder"));
        ScenarioProblem problem = Assert.Single(loader.Load(new() { Scenario = "x" }).Problems);
        Assert.Equal("no-such-folder/x.json: there is no such file. Its folder has no scenarios.", problem.ToString());
    }

    [Fact]
    public void Load_MissingFileAndWrongSet_ReportsBoth()
    {
        ScenarioLoader loader = new(ScenarioFixture.Catalogues(), new ScenarioFolder(_folder));
        Assert.Equal(2, loader.Load(new() { Scenario = "nothing", Sets = ["learner.step=1"] }).Problems.Count);
    }

    [Fact]
    public void Load_HugeFile_IsRefusedUnread()
    {
        using (FileStream huge = File.Create(Path.Combine(_folder, "huge.json")))
        {
            huge.SetLength((4 << 20) + 1);
        }

        Refused("huge", $"{Shown}/huge.json: it has 4194305 bytes; a scenario has at most 4194304.");
    }

    private ScenarioLoadResult Load(string scenario) =>
        new ScenarioLoader(ScenarioFixture.Catalogues(), new ScenarioFolder(_folder))
            .Load(new() { Scenario = scenario });

    private void Refused(string scenario, string expected) =>
        Assert.Equal([expected], Load(scenario).Problems.Select(problem => problem.ToString()));
}
