using System.Text;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Tests.Support;
using Delight.Learning.Parts;

namespace Delight.Experiments.Tests.Sweeps;

public sealed class ResultKeyTests
{
    private static readonly string Plain = Key(SmallExperiment.Scenario);

    [Theory]
    [InlineData("seed=2")]
    [InlineData("estimator=pg")]
    [InlineData("estimator=dg(eta=2)")]
    [InlineData("task.arms=6")]
    [InlineData("learner.steps=61")]
    [InlineData("workers[0].count=3")]
    [InlineData("network.latency=2ms")]
    [InlineData("network.links=[{\"from\":\"learner\",\"to\":\"workers\"}]")]
    [InlineData("recorder.every=11")]
    public void Of_OneOtherValue_IsAnotherKey(string set) => Assert.NotEqual(Plain, Key(SmallExperiment.Scenario, set));

    [Fact]
    public void Of_EveryValueOfTheScenario_CountsButDescriptions()
    {
        EffectiveScenario scenario = Load(SmallExperiment.Scenario);
        string[] described = ["name", "summary"];
        foreach (EffectiveValue value in scenario.Values.Where(value =>
            value.Definition.Kind is SettingKind.Integer && !described.Contains(value.Path)))
        {
            string other = value.Text == "7" ? "8" : "7";
            ScenarioLoadResult changed = Try(SmallExperiment.Scenario, $"{value.Path}={other}");
            if (changed.Scenario is { } accepted)
            {
                Assert.True(Plain != ResultKey.Of(accepted, null), $"{value.Path} does not count");
            }
        }
    }

    [Fact]
    public void Of_OrderOfOverridesCommentsAndDescriptions_MeansNothing()
    {
        Assert.Equal(
            Key(SmallExperiment.Scenario, "seed=2", "learner.steps=50"),
            Key(SmallExperiment.Scenario, "learner.steps=50", "seed=2"));
        Assert.Equal(Plain, Key("// Words.\n" + SmallExperiment.Scenario));
        Assert.Equal(Plain, Key(SmallExperiment.Scenario, "name=other", "summary=more words"));
        Assert.Equal(Plain, Key(SmallExperiment.Scenario, "learner.steps=60"));
    }

    [Fact]
    public void Of_ADefaultThatIsWritten_MeansNothing() =>
        Assert.Equal(Plain, Key(SmallExperiment.Scenario, "policy.engine=kernels", "parameterServer.publishEvery=1"));

    [Fact]
    public void Of_ReplayOfAnotherEstimator_IsAnotherKey()
    {
        EffectiveScenario scenario = Load(SmallExperiment.Scenario);
        string[] keys = [Plain, ResultKey.Of(scenario, "dg"), ResultKey.Of(scenario, "pg")];
        Assert.Equal(3, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{24}$", key));
    }

    private static string Key(string json, params string[] sets) => ResultKey.Of(Load(json, sets), null);

    private static EffectiveScenario Load(string json, params string[] sets) => Try(json, sets).Scenario!;

    private static ScenarioLoadResult Try(string json, params string[] sets) =>
        new ScenarioLoader(new PartCatalogues(), new ScenarioFolder("scenarios")).Read(
            "small.json", Encoding.UTF8.GetBytes(json), new ScenarioRequest { Scenario = "small", Sets = sets });
}
