using System.Globalization;
using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class OverrideResolverTests
{
    private static readonly string Json = ScenarioFixture.With("\n\"learner\": { \"steps\": 11 }");

    [Theory]
    [InlineData("learner.batchRow=5", "'learner.batchRow' is no setting. Did you mean 'learner.batchRows'?")]
    [InlineData("batchRows=5", "'batchRows' is no setting. Did you mean 'learner.batchRows'?")]
    [InlineData("Learner.BatchRows=5", "'Learner.BatchRows' is no setting. Did you mean 'learner.batchRows'?")]
    [InlineData("workers[0].cont=5", "'workers[0].cont' is no setting. Did you mean 'workers[0].count'?")]
    [InlineData("qqqqqqqq=5", "'qqqqqqqq' is no setting.")]
    [InlineData(
        "estimator.eta=3",
        "'estimator.eta' is no setting. estimator is one text; write estimator=NAME(eta=VALUE).")]
    [InlineData("learner.batchRows", "'learner.batchRows' has no '='. Write --set PATH=VALUE.")]
    [InlineData(
        "workers[3].count=8",
        "workers[3] does not exist; the last one is workers[0]. Add entries in the file or set workers as a whole.")]
    [InlineData(
        "network.links[0].latency=8s",
        "network.links[0] does not exist; links has no entries. Add entries in the file or set links as a whole.")]
    [InlineData("workers.count=8", "workers is a list; say which entry, as in workers[0].")]
    [InlineData("learner[0].steps=1", "learner[0] has an index, but learner is no list. Leave the index out.")]
    [InlineData("learner.steps=abc", "learner.steps is 'abc'; it must be a whole number.")]
    [InlineData("learner.steps=0", "learner.steps is 0; it must be at least 1 and at most 1000000000.")]
    [InlineData(
        "learner.stepTime=10",
        "learner.stepTime is 10; a duration needs a unit. Write for example 10ms (us, ms, s, min, h).")]
    [InlineData("learner=5", "learner is 5; it must be an object { ... }.")]
    [InlineData("learner=", "learner is ''; it must be an object { ... }.")]
    [InlineData(
        "workers=[{\"pool\":\"x\",\"count\":0}]",
        "workers[0].count is 0; it must be at least 1 and at most 100000.")]
    [InlineData("policy=fake-policy(hidden=[0])", "policy.hidden is '[0]'; each element must be at least 1.")]
    [InlineData(
        "policy.hiden=[1]",
        "policy.hiden is no option of policy 'fake-policy'. Did you mean 'hidden'? It has hidden, activation, "
        + "engine, device, initial.")]
    public void FromSets_Refused_NamesPathValueAndRule(string set, string expected) =>
        Assert.Equal([$"--set: {expected}"], ScenarioFixture.Problems(Json, set));

    [Theory]
    [InlineData("=3")]
    [InlineData("learner..steps=3")]
    [InlineData("workers[x].count=3")]
    [InlineData("workers[-1].count=3")]
    [InlineData("[0]=3")]
    public void FromSets_NoPath_ShowsWhatAPathIs(string set) => Assert.Equal(
        [
            $"--set: '{set[..^2]}' is no path; a path is names joined by dots, with [0] for the first entry of a list, "
            + "as in workers[0].count.",
        ],
        ScenarioFixture.Problems(Json, set));

    [Fact]
    public void FromSets_JsonWithAnError_NamesTheColumn() => Assert.StartsWith(
        "--set: workers: not valid JSON at column 3: ",
        Assert.Single(ScenarioFixture.Problems(Json, "workers=[{]")), StringComparison.Ordinal);

    [Fact]
    public void FromSets_EveryKindOfPath_IsSet()
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(
            Json, "workers[0].count=8", "estimator=dg(eta=0.5)", "policy.hidden=[50,50]", "learner.stepTime=1.5s",
            "task=fake-task(noise=0.5,flipped=true)", "task.limit=9", "network={\"links\": [], \"latency\": \"3us\"}",
            "optimiser.learningRate=infinity=1", "optimiser.learningRate=3e-4", "summary=a = b");
        Assert.Equal(8, scenario.Settings.Workers[0].Count);
        Assert.Equal("dg(eta=0.5)", scenario.EstimatorLabel);
        Assert.Equal("[50, 50]", scenario.Settings.Policy.Part.Options["hidden"]);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), scenario.Settings.Learner.StepTime);
        Assert.Equal("fake-task(noise=0.5,flipped=true,limit=9)", scenario.TaskLabel);
        Assert.Equal(TimeSpan.FromMicroseconds(3), scenario.Settings.Network.Latency.Start);
        Assert.Equal(3e-4, scenario.Settings.Optimiser.LearningRate);
        Assert.Equal("a = b", scenario.Settings.Summary);
    }

    [Fact]
    public void FromSets_Null_UnsetsWhatHasNoDefault()
    {
        string bounded = ScenarioFixture.With("\"learner\": { \"stalenessMax\": 3 }");
        Assert.Equal(3, ScenarioFixture.Valid(bounded).Settings.Learner.StalenessMax);
        EffectiveScenario scenario = ScenarioFixture.Valid(bounded, "learner.stalenessMax=null");
        Assert.Null(scenario.Settings.Learner.StalenessMax);
        Assert.Equal("--set", scenario.Source("learner.stalenessMax").ToString());
    }

    [Fact]
    public void Layers_LaterOnes_WinOverEarlierOnes()
    {
        ScenarioRequest request = new()
        {
            Scenario = "s",
            Environment = Variables(
                ("DELIGHT__learner__steps", "12"), ("DELIGHT__learner__batchRows", "50"), ("HOME", "x")),
            Sets = ["learner.batchRows=60", "learner.batchRows=70"],
            Options = [new("seed", "5", "--seed")],
        };
        EffectiveScenario scenario = Assert.IsType<EffectiveScenario>(ScenarioFixture.Read(Json, request).Scenario);
        Assert.Equal((12, "environment DELIGHT__learner__steps"), Pair(scenario, "learner.steps"));
        Assert.Equal((70, "--set"), Pair(scenario, "learner.batchRows"));
        Assert.Equal((5, "--seed"), Pair(scenario, "seed"));
        Assert.Equal((200, "default"), Pair(scenario, "learner.rowsInFlightMax"));
        Assert.Equal((11, "s.json:2"), Pair(ScenarioFixture.Valid(Json), "learner.steps"));
    }

    [Fact]
    public void FromEnvironment_AnyCase_FindsThePath()
    {
        ScenarioRequest request = new()
        {
            Scenario = "s",
            Environment = Variables(
                ("delight__LEARNER__BATCHROWS", "50"), ("DELIGHT__WORKERS__0__COUNT", "8"),
                ("DELIGHT__POLICY__HIDDEN", "[7]")),
        };
        EffectiveScenario scenario = Assert.IsType<EffectiveScenario>(ScenarioFixture.Read(Json, request).Scenario);
        Assert.Equal(50, scenario.Settings.Learner.BatchRows);
        Assert.Equal(8, scenario.Settings.Workers[0].Count);
        Assert.Equal("[7]", scenario.Settings.Policy.Part.Options["hidden"]);
    }

    [Fact]
    public void FromEnvironment_Refused_NamesTheVariable()
    {
        ScenarioRequest request = new()
        {
            Scenario = "s",
            Environment = Variables(
                ("DELIGHT__", "1"), ("DELIGHT__learner__batchRow", "1"), ("DELIGHT__learner__steps", "5"),
                ("DELIGHT__LEARNER__steps", "6"), ("DELIGHT__workers__0__count", "-1"), ("DELIGHT_SECRET", "true")),
        };
        Assert.Equal(
            [
                "environment DELIGHT__: no path follows DELIGHT__. Write for example DELIGHT__learner__batchRows.",
                "environment DELIGHT__learner__batchRow: 'learner.batchRow' is no setting. "
                + "Did you mean 'learner.batchRows'?",
                "environment DELIGHT__learner__steps: learner.steps is set by DELIGHT__LEARNER__steps too; keep one.",
                "environment DELIGHT__workers__0__count: workers[0].count is -1; it must be at least 1 "
                + "and at most 100000.",
            ],
            ScenarioFixture.Read(Json, request).Problems.Select(problem => problem.ToString()));
    }

    private static Dictionary<string, string> Variables(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);

    private static (int Value, string Source) Pair(EffectiveScenario scenario, string path) =>
        (int.Parse(scenario.Value(path).Text!, CultureInfo.InvariantCulture), scenario.Source(path).ToString());
}
