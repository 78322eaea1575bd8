using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Tests.Support;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class TaskRulesTests
{
    private static readonly PartCatalogues Catalogues = new();

    [Fact]
    public void EvaluationRows_NobodySetThem_AreWhatTheTaskHas()
    {
        EffectiveScenario scenario = Load("");

        PreparedScenario prepared = PreparedScenario.Prepare(scenario, Catalogues);

        Assert.Equal((10_000, 1), (scenario.Settings.Evaluation.Rows, prepared.Settings.Evaluation.Rows));
        Assert.Contains("\"rows\": 1\n", prepared.Scenario.ToJson(), StringComparison.Ordinal);
        Assert.Equal("default", prepared.Scenario.Source("evaluation.rows").ToString());
    }

    [Fact]
    public void EvaluationRows_MoreThanTheTaskHas_AreRefused()
    {
        UserErrorException refusal = Assert.Throws<UserErrorException>(
            () => PreparedScenario.Prepare(Load(", \"evaluation\": { \"rows\": 2 }"), Catalogues));

        Assert.Equal(
            "s.json:1: evaluation.rows is 2; task 'bernoulli-bandit' has 1 held-out contexts. Set it to at most 1.",
            Assert.Single(refusal.Problems));
    }

    private static EffectiveScenario Load(string more)
    {
        using TemporaryFolder folder = new();
        string json = "{ \"task\": { \"name\": \"bernoulli-bandit\" }, \"policy\": { \"name\": \"tabular\" }, "
            + "\"baseline\": \"batch-mean\", \"workers\": [ {} ]" + more + " }";
        ScenarioLoadResult result = new ScenarioLoader(Catalogues, new ScenarioFolder(folder.Path)).Read(
            "s.json", System.Text.Encoding.UTF8.GetBytes(json), new ScenarioRequest { Scenario = "s" });
        Assert.Empty(result.Problems);
        return result.Scenario!;
    }
}
