using Delight.Learning.Catalogue;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class PartBinderTests
{
    private static readonly string Estimators = string.Join(", ", ScenarioFixture.Catalogues().Estimators.Names);

    [Theory]
    [InlineData(
        "\"name\": \"fake-tsk\", \"x\": 1",
        "task.name is 'fake-tsk'; no task has that name. Did you mean 'fake-task'?")]
    [InlineData("\"name\": 3", "task.name is 3; it must be a text.")]
    [InlineData("\"data\": \"x\"", "task.name is missing; it picks the task.")]
    [InlineData(
        "\"name\": \"fake-task\", \"dat\": \"x\"",
        "task.dat is no option of task 'fake-task'. Did you mean 'data'? It has data, noise, flipped, limit.")]
    [InlineData("\"name\": \"fake-task\", \"data\": \"\"", "task.data is ''; it must be a path.")]
    [InlineData("\"name\": \"fake-task\", \"data\": 3", "task.data is 3; it must be a path.")]
    [InlineData("\"name\": \"fake-task\", \"noise\": 2", "task.noise is 2; it must be at least 0 and at most 1.")]
    [InlineData(
        "\"name\": \"fake-task\", \"flipped\": \"true\"",
        "task.flipped is 'true'; it must be true or false. Write it without quotes.")]
    [InlineData(
        "\"name\": \"fake-task\", \"limit\": 3000000000",
        "task.limit is 3000000000; it must be at least 1 and at most 2147483647.")]
    [InlineData("\"name\": \"fake-task\", \"flipped\": true", "task is 'fake-task': flipped needs noise above 0.")]
    public void BindObject_TaskRefused_NamesKeyValueAndRule(string members, string expected)
    {
        string json = "{ \"policy\": { \"name\": \"fake-policy\" }, \"workers\": [ {} ],\n\"task\": { "
            + members + " } }";
        string line = Assert.Single(ScenarioFixture.Problems(json));
        Assert.StartsWith($"s.json:2: {expected}", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"hidden\": [3, 0]", "policy.hidden is [3, 0]; each element must be at least 1.")]
    [InlineData(
        "\"hidden\": [3, 1.5]",
        "policy.hidden is [3, 1.5]; it must be a list of whole numbers such as [100, 100].")]
    [InlineData("\"hidden\": 3", "policy.hidden is 3; it must be a list of whole numbers such as [100, 100].")]
    [InlineData(
        "\"activation\": \"relo\"",
        "policy.activation is 'relo'; it must be one of relu, tanh. Did you mean 'relu'?")]
    public void BindObject_PolicyRefused_NamesKeyValueAndRule(string member, string expected)
    {
        string json = "{ \"task\": { \"name\": \"fake-task\" }, \"workers\": [ {} ],\n"
            + "\"policy\": { \"name\": \"fake-policy\", "
            + member + " } }";
        Assert.Equal([$"s.json:2: {expected}"], ScenarioFixture.Problems(json));
    }

    [Fact]
    public void BindObject_TextInPlaceOfObject_SaysHowToWriteIt() => Assert.Equal(
        ["s.json:1: policy is 'fake-policy'; it must be an object such as { \"name\": \"mlp\" }."],
        ScenarioFixture.Problems("{ \"task\": { \"name\": \"fake-task\" }, \"workers\": [ {} ], "
            + "\"policy\": \"fake-policy\" }"));

    [Theory]
    [InlineData("\"dgg\"", "estimator is 'dgg'; no estimator has that name. Did you mean 'dg'? Known: {0}.")]
    [InlineData("\"\"", "estimator is ''; '' is not a name with options; write NAME or NAME(option=value, ...).")]
    [InlineData(
        "\"dg(eta\"",
        "estimator is 'dg(eta'; 'dg(eta' is not a name with options; write NAME or NAME(option=value, ...).")]
    [InlineData("\"dg(eta=-1)\"", "estimator.eta is -1; it must be at least 0.")]
    [InlineData("\"dg(eta=x)\"", "estimator.eta is 'x'; it must be a number.")]
    [InlineData(
        "\"dg(lamda=3)\"",
        "estimator is 'dg(lamda=3)'; 'lamda' is no option of estimator 'dg'. Did you mean 'lambda'? It has "
        + "eta, lambda, perRow, whiten, clipSurprisal.")]
    [InlineData(
        "\"reinforce(x=3)\"",
        "estimator is 'reinforce(x=3)'; 'x' is no option of estimator 'reinforce'. It has none.")]
    [InlineData(
        "\"dg+opsn\"",
        "estimator is 'dg+opsn'; no mask has that name. Did you mean 'opsm'? Known: opsm, geo, icepop, ipo.")]
    [InlineData("\"dg+opsm(delta=-1)\"", "estimator+opsm.delta is -1; it must be at least 0.")]
    [InlineData(
        "\"dg+opsm(eta=1)\"",
        "estimator is 'dg+opsm(eta=1)'; 'eta' is no option of mask 'opsm'. It has delta.")]
    [InlineData(
        "\"xent+opsm\"",
        "estimator is 'xent+opsm(delta=0.5)'; estimator 'xent' learns from right answers, and a mask looks at what "
        + "workers chose. Leave +opsm(delta=0.5) out.")]
    [InlineData(
        "\"dg+\"", "estimator is 'dg+'; 'dg+' is not a name with options; write NAME or NAME(option=value, ...).")]
    [InlineData("3", "estimator is 3; it must be the estimator's name, such as \"dg\".")]
    public void BindReference_EstimatorRefused_NamesValueAndRule(string value, string expected)
    {
        string json = "{ " + ScenarioFixture.Required + "\n\"estimator\": " + value + " }";
        string line = expected.Replace("{0}", Estimators, StringComparison.Ordinal);
        Assert.Equal([$"s.json:2: {line}"], ScenarioFixture.Problems(json));
    }

    [Fact]
    public void BindReference_UnknownBaseline_NamesTheNearest()
    {
        string line = Assert.Single(ScenarioFixture.Problems(ScenarioFixture.With("\"baseline\": \"fake-group\"")));
        Assert.StartsWith(
            "s.json:1: baseline is 'fake-group'; no baseline has that name. Did you mean 'fake-groups'? Known: ",
            line, StringComparison.Ordinal);
    }

    [Fact]
    public void BindReference_MasksOfABaseline_AreRefused() => Assert.Equal(
        ["s.json:1: baseline is 'none+opsm'; a baseline has nothing joined to it. Write none alone."],
        ScenarioFixture.Problems(ScenarioFixture.With("\"baseline\": \"none+opsm\"")));

    [Fact]
    public void BindReference_Masks_AreCompletedAndShortenedToo()
    {
        var scenario = ScenarioFixture.Valid(ScenarioFixture.With("\"estimator\": \"pg + geo(high=3) + opsm\""));
        Assert.Equal("pg+geo(low=0.5,high=3)+opsm(delta=0.5)", scenario.Value("estimator").Text);
        Assert.Equal("pg+geo(high=3)+opsm", scenario.EstimatorLabel);
    }

    [Fact]
    public void BindReference_OptionsGiven_AreCompletedInTheOrderOfTheCatalogue()
    {
        var scenario = ScenarioFixture.Valid(ScenarioFixture.With("\"estimator\": \" dg( lambda=1e-3 ) \""));
        Assert.Equal("dg(eta=1,lambda=0.001)", scenario.Value("estimator").Text);
        Assert.Equal("dg(lambda=0.001)", scenario.EstimatorLabel);
        PartReference part = scenario.Settings.Estimator;
        Assert.Equal("dg", part.Name);
        Assert.Equal(["eta=1", "lambda=0.001"], part.Options.Select(option => $"{option.Key}={option.Value}"));
    }
}
