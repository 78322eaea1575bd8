using System.Text.Json;
using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class ConfigPrinterTests
{
    [Fact]
    public void Print_Scenario_IsAnAlignedTableOfAllValues()
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(ScenarioFixture.Full, "learner.steps=7");
        using StringWriter output = new();
        ConfigPrinter.Print(scenario, output);
        string[] lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(scenario.Values.Count, lines.Length);
        Assert.Contains("learner.steps                      7                      --set", lines);
        Assert.Contains("learner.stepTime                   1500ms                 s.json:13", lines);
        Assert.Contains("learner.rowsInFlightMax            200                    default", lines);
        Assert.Contains("task.limit                         (not set)              default", lines);
    }

    [Fact]
    public void PrintJson_Scenario_HasTypedValuesAndSources()
    {
        using StringWriter output = new();
        ConfigPrinter.PrintJson(ScenarioFixture.Valid(ScenarioFixture.Full), output);
        using JsonDocument document = JsonDocument.Parse(output.ToString());
        Assert.Equal("full", document.RootElement.GetProperty("scenario").GetString());
        Assert.Equal("s.json", document.RootElement.GetProperty("file").GetString());
        Dictionary<string, JsonElement> settings = document.RootElement.GetProperty("settings").EnumerateArray()
            .ToDictionary(setting => setting.GetProperty("path").GetString() ?? string.Empty);
        Assert.Equal(40, settings["learner.batchRows"].GetProperty("value").GetInt32());
        Assert.Equal("s.json:13", settings["learner.batchRows"].GetProperty("source").GetString());
        Assert.Equal(JsonValueKind.Null, settings["task.limit"].GetProperty("value").ValueKind);
        Assert.Equal("dg(eta=0.5,lambda=0)", settings["estimator"].GetProperty("value").GetString());
    }
}
