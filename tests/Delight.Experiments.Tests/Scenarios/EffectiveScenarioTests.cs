using Delight.Experiments.Scenarios;
using Delight.Experiments.Settings;
using Delight.Learning.Optimisers;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class EffectiveScenarioTests
{
    [Fact]
    public void Values_OfAFullFile_AreTyped()
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(ScenarioFixture.Full);
        Assert.Equal("full", scenario.Name);
        Assert.Equal("all \"kinds\" of values", scenario.Settings.Summary);
        Assert.Equal(long.MaxValue, scenario.Settings.Seed);
        Assert.Equal("fake-task(data=some/folder,noise=0.25,flipped=true)", scenario.Settings.Task.ToString());
        Assert.Equal("true", scenario.Value("task.flipped").Text);
        Assert.Null(scenario.Value("task.limit").Text);
        Assert.Equal("[3, 4, 5]", scenario.Settings.Policy.Part.Options["hidden"]);
        Assert.Equal(LearningRateSchedule.Cosine, scenario.Settings.Optimiser.Schedule);
        Assert.Equal(1e-8, scenario.Settings.Optimiser.Epsilon);
        Assert.Equal(TimeSpan.FromSeconds(1.5), scenario.Settings.Learner.StepTime);
        IReadOnlyList<WorkerSettings> pools = scenario.Settings.Workers;
        Assert.Equal(["left", "right"], pools.Select(pool => pool.Pool));
        Assert.Equal([20, 25], pools.Select(pool => pool.RowsPerRequest));
        Assert.Equal("s.json:16", scenario.Source("workers[0].rowsPerRequest").ToString());
        LinkSettings link = Assert.Single(scenario.Settings.Network.Links);
        Assert.Equal(TimeSpan.FromSeconds(20), link.Latency!.Start);
        FaultSettings fault = Assert.Single(scenario.Settings.Faults);
        Assert.Equal((FaultKind.Degrade, LatencyShape.Empirical), (fault.Kind, fault.Latency!.Shape));
    }

    [Fact]
    public void Values_OfTheSmallestFile_AreDefaults()
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(ScenarioFixture.With(""));
        Assert.Equal("s", scenario.Name);
        Assert.Equal("dg(eta=1,lambda=0)", scenario.Settings.Estimator.ToString());
        Assert.Equal("dg", scenario.EstimatorLabel);
        Assert.Equal("expected-confidence", scenario.BaselineLabel);
        Assert.Equal("fake-policy", scenario.PolicyLabel);
        Assert.Equal(10_000, scenario.Settings.Learner.Steps);
        Assert.Equal(0.001, scenario.Settings.Optimiser.LearningRate);
        Assert.Empty(scenario.Settings.Network.Links);
        Assert.Null(scenario.Settings.Optimiser.GradientNormMax);
        Assert.Equal(
            ["task.name", "policy.name", "workers[0].pool"],
            scenario.Values.Where(value => value.Source.Layer == SourceLayer.File).Select(value => value.Path));
    }

    [Theory]
    [InlineData("runs/my run (2).json", "my-run--2-")]
    [InlineData("-.json", "scenario")]
    public void Name_WithoutOne_IsMadeOfTheFileName(string file, string expected)
    {
        ScenarioLoader loader = new(ScenarioFixture.Catalogues(), new ScenarioFolder("nowhere"));
        ScenarioLoadResult result = loader.Read(
            file, System.Text.Encoding.UTF8.GetBytes(ScenarioFixture.With("")), new() { Scenario = "x" });
        Assert.Equal(expected, result.Scenario?.Name);
    }

    [Theory]
    [InlineData(ScenarioFixture.Full)]
    [InlineData("{ " + ScenarioFixture.Required + " }")]
    [InlineData(
        "{ " + ScenarioFixture.Required
        + "\"estimator\": \"dg(eta=infinity)\", \"summary\": \"\\u0001 \\ud83d\\ude00\" }")]
    public void ToJson_ReadAgain_GivesTheSameValues(string json)
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(json);
        string written = scenario.ToJson();
        EffectiveScenario again = ScenarioFixture.Valid(written);
        Assert.NotEmpty(scenario.Values);
        Assert.Equal(
            scenario.Values.Select(value => (value.Path, value.Text)),
            again.Values.Select(value => (value.Path, value.Text)));
        Assert.Equal(written, again.ToJson());
    }

    [Fact]
    public void ToJson_EquallyMeantFiles_AreTheSame()
    {
        string one = ScenarioFixture.With(
            "\"learner\": { \"stepTime\": \"1.5s\", \"steps\": 20 }, \"estimator\": \"dg\"");
        string two = "{ \"estimator\": \"dg(lambda=0.0)\", \"learner\": { \"steps\": 20, \"stepTime\": \"1500 ms\" }, "
            + ScenarioFixture.Required + " }";
        Assert.Equal(ScenarioFixture.Valid(one).ToJson(), ScenarioFixture.Valid(two).ToJson());
    }

    [Fact]
    public void Value_OfAPathThatIsNoSetting_Throws() => Assert.Throws<ArgumentException>(
        () => ScenarioFixture.Valid(ScenarioFixture.With("")).Value("learner.step"));

    [Theory]
    [InlineData(ScenarioFixture.Full)]
    [InlineData("{ " + ScenarioFixture.Required + " }")]
    public void Check_OfTheSettingsOfAFile_GivesTheSameScenario(string json)
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(json);
        ScenarioLoader loader = new(ScenarioFixture.Catalogues(), new ScenarioFolder("nowhere"));

        ScenarioLoadResult again = loader.Check(scenario.Settings);

        Assert.Equal(scenario.ToJson(), again.Scenario?.ToJson());
    }

    [Fact]
    public void Check_SettingsThatAreWrong_SaysWhatAFileWouldBeTold()
    {
        Scenario settings = ScenarioFixture.Valid(ScenarioFixture.With("")).Settings;
        ScenarioLoader loader = new(ScenarioFixture.Catalogues(), new ScenarioFolder("nowhere"));

        ScenarioLoadResult refused = loader.Check(settings with
        {
            Learner = settings.Learner with { Steps = 0, BatchRows = 300 },
        });

        Assert.Equal(
            [
                "s: learner.steps is 0; it must be at least 1 and at most 1000000000.",
                "s: learner.rowsInFlightMax is 200 and learner.batchRows is 300; no batch would ever be full. Set "
                + "learner.rowsInFlightMax to at least 300.",
            ],
            refused.Problems.Select(problem => problem.ToString()));
    }
}
