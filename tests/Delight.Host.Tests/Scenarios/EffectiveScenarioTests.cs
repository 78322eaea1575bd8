using Delight.Experiments.Scenarios;

namespace Delight.Host.Tests.Scenarios;

public sealed class EffectiveScenarioTests
{
    [Fact]
    public void Values_OfAFullFile_AreTyped()
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(ScenarioFixture.Full);
        Assert.Equal("full", scenario.Name);
        Assert.Equal("all \"kinds\" of values", scenario.Text("summary"));
        Assert.Equal(long.MaxValue, scenario.Long("seed"));
        Assert.Equal("fake-task(data=some/folder,noise=0.25,flipped=true)", scenario.Part("task").ToString());
        Assert.True(scenario.Flag("task.flipped"));
        Assert.False(scenario.IsSet("task.limit"));
        Assert.Equal([3, 4, 5], scenario.Integers("policy.hidden"));
        Assert.Equal(1e-8, scenario.Number("optimiser.epsilon"));
        Assert.Equal(TimeSpan.FromSeconds(1.5), scenario.Duration("learner.stepTime"));
        IReadOnlyList<ScenarioSection> pools = scenario.List("workers");
        Assert.Equal(["left", "right"], pools.Select(pool => pool.Text("pool")));
        Assert.Equal([20, 25], pools.Select(pool => pool.Integer("rowsPerRequest")));
        Assert.Equal("s.json:16", pools[0].Source("rowsPerRequest").ToString());
        Assert.Equal("workers[1]", pools[1].Path);
        ScenarioSection link = Assert.Single(scenario.List("network.links"));
        Assert.Equal(TimeSpan.FromSeconds(20), link.Duration("latency"));
    }

    [Fact]
    public void Values_OfTheSmallestFile_AreDefaults()
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(ScenarioFixture.With(""));
        Assert.Equal("s", scenario.Name);
        Assert.Equal("dg(eta=1,lambda=0)", scenario.Text("estimator"));
        Assert.Equal("dg", scenario.PartLabel("estimator"));
        Assert.Equal("expected-confidence", scenario.PartLabel("baseline"));
        Assert.Equal("fake-policy", scenario.PartLabel("policy"));
        Assert.Equal(10_000, scenario.Integer("learner.steps"));
        Assert.Equal(0.001, scenario.Number("optimiser.learningRate"));
        Assert.Empty(scenario.List("network.links"));
        Assert.False(scenario.IsSet("optimiser.gradientNormMax"));
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
    public void Value_OfAPathThatIsNoSetting_Throws()
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(ScenarioFixture.With(""));
        Assert.Throws<ArgumentException>(() => scenario.Integer("learner.step"));
        Assert.Throws<ArgumentException>(() => scenario.List("learner"));
        Assert.Throws<InvalidOperationException>(() => scenario.Integer("learner.stalenessMax"));
        Assert.Throws<FormatException>(() => scenario.Number("learner.stepTime"));
    }
}
