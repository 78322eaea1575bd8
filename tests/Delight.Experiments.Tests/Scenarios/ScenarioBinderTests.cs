namespace Delight.Experiments.Tests.Scenarios;

public sealed class ScenarioBinderTests
{
    private const string TopLevelKeys =
        "name, summary, seed, task, policy, estimator, baseline, optimiser, learner, parameterServer, workers, "
        + "rewardService, network, faults, evaluation, recorder";

    [Theory]
    [InlineData(
        "\"learner\": { \"batchRow\": 5 }",
        "learner.batchRow is no setting. Did you mean 'batchRows'? "
        + "learner has node, steps, batchRows, passes, minibatchRows, samplesPerContext, stepTime, threads, "
        + "rowsInFlightMax, stalenessMax, stalenessHandling, groupHandling, groupTolerance, replayBatches, "
        + "requestTimeout, checkpointEvery, stallTimeout.")]
    [InlineData(
        "\"batchRows\": 5",
        "batchRows is no setting. Did you mean 'learner.batchRows'? The top level has " + TopLevelKeys + ".")]
    [InlineData("\"zzz\": 5", "zzz is no setting. The top level has " + TopLevelKeys + ".")]
    [InlineData("\"learner\": 5", "learner is 5; it must be an object { ... }.")]
    [InlineData("\"learner\": null", "learner is null; it must be an object { ... }. Leave it out for the default.")]
    [InlineData("\"evaluation\": [1, 2]", "evaluation is [1, 2]; it must be an object { ... }.")]
    [InlineData("\"network\": { \"links\": 3 }", "network.links is 3; it must be a list [ ... ].")]
    [InlineData("\"network\": { \"links\": [ 3 ] }", "network.links[0] is 3; it must be an object { ... }.")]
    [InlineData("\"summary\": 5", "summary is 5; it must be a text.")]
    [InlineData("\"$schema\": 5", "$schema is 5; it must be a text.")]
    [InlineData(
        "\"name\": \"a/b\"",
        "name is 'a/b'; a name starts with a letter or digit and has only letters, digits, '-', '_' and '.'.")]
    public void Read_WrongForm_NamesKeyValueAndRule(string member, string expected) =>
        Assert.Equal([$"s.json:2: {expected}"], Problems(member));

    [Theory]
    [InlineData(
        "\"learner\": { \"steps\": \"50\" }",
        "learner.steps is '50'; it must be a whole number. Write it without quotes.")]
    [InlineData("\"learner\": { \"steps\": 1.5 }", "learner.steps is 1.5; it must be a whole number.")]
    [InlineData("\"learner\": { \"steps\": true }", "learner.steps is true; it must be a whole number.")]
    [InlineData(
        "\"learner\": { \"steps\": null }",
        "learner.steps is null; it must be a whole number. Leave it out for the default.")]
    [InlineData("\"learner\": { \"steps\": 0 }", "learner.steps is 0; it must be at least 1 and at most 1000000000.")]
    [InlineData(
        "\"learner\": { \"stalenessMax\": -1 }",
        "learner.stalenessMax is -1; it must be at least 0 and at most 1000000000.")]
    [InlineData("\"seed\": -1", "seed is -1; it must be at least 0 and at most 9223372036854775807.")]
    [InlineData(
        "\"seed\": 9223372036854775808",
        "seed is 9223372036854775808; it must be at least 0 and at most 9223372036854775807.")]
    [InlineData(
        "\"optimiser\": { \"learningRate\": 0 }",
        "optimiser.learningRate is 0; it must be above 0 and at most 1000.")]
    [InlineData("\"optimiser\": { \"beta1\": 1 }", "optimiser.beta1 is 1; it must be at least 0 and below 1.")]
    [InlineData("\"optimiser\": { \"epsilon\": 1e999 }", "optimiser.epsilon is 1e999; it must be a number.")]
    [InlineData("\"optimiser\": { \"beta2\": \"high\" }", "optimiser.beta2 is 'high'; it must be a number.")]
    [InlineData(
        "\"optimiser\": { \"schedule\": \"cosin\" }",
        "optimiser.schedule is 'cosin'; it must be one of constant, linear, cosine. Did you mean 'cosine'?")]
    public void Read_NumberOrChoiceRefused_NamesKeyValueAndRule(string member, string expected) =>
        Assert.Equal([$"s.json:2: {expected}"], Problems(member));

    [Theory]
    [InlineData("10", "10; a duration needs a unit. Write for example \"10ms\" (us, ms, s, min, h).")]
    [InlineData("\"10\"", "'10'; a duration needs a unit. Write for example 10ms (us, ms, s, min, h).")]
    [InlineData("\"10sec\"", "'10sec'; 'sec' is no unit. Did you mean 's'? Units are us, ms, s, min, h.")]
    [InlineData("\"10d\"", "'10d'; 'd' is no unit. Did you mean 's'? Units are us, ms, s, min, h.")]
    [InlineData("\"-5ms\"", "'-5ms'; a duration must not be negative.")]
    [InlineData("\"ms\"", "'ms'; it must be a number and a unit. Write for example 250ms.")]
    [InlineData("\"0.01us\"", "'0.01us'; it is finer than 0.1us, the smallest step of the clock.")]
    [InlineData("\"10001h\"", "'10001h'; it must be at least 0ms and at most 10000h.")]
    [InlineData("\"99999999999999h\"", "'99999999999999h'; it is longer than any clock counts.")]
    [InlineData("true", "true; it must be a duration with a unit, such as \"250ms\".")]
    public void Read_DurationRefused_NamesKeyValueAndRule(string value, string expected) =>
        Assert.Equal(
            [$"s.json:2: learner.stepTime is {expected}"],
            Problems($"\"learner\": {{ \"stepTime\": {value} }}"));

    [Fact]
    public void Read_EmptyObject_ListsEverythingThatIsMissing() => Assert.Equal(
        [
            "s.json:1: task is missing; it must be set. Add \"task\": { \"name\": \"mnist\" }.",
            "s.json:1: policy is missing; it must be set. Add \"policy\": { \"name\": \"mlp\" }.",
            "s.json:1: workers is missing; it must be set. Add \"workers\": [ { \"pool\": \"rollout\" } ].",
        ],
        ScenarioFixture.Problems("{}"));

    [Fact]
    public void Read_NoPools_SaysHowToWriteOne() => Assert.Equal(
        [
            "s.json:3: workers is an empty list; it must have at least one entry, as in "
            + "\"workers\": [ { \"pool\": \"rollout\" } ].",
        ],
        ScenarioFixture.Problems(
            "{ \"task\": { \"name\": \"fake-task\" },\n\"policy\": { \"name\": \"fake-policy\" },\n\"workers\": [] }"));

    [Fact]
    public void Read_NegativeWorkerCount_IsRefusedAtItsLine() => Assert.Equal(
        ["s.json:4: workers[1].count is -3; it must be at least 1 and at most 100000."],
        ScenarioFixture.Problems(
            "{ \"task\": { \"name\": \"fake-task\" }, \"policy\": { \"name\": \"fake-policy\" },\n"
            + "\"workers\": [\n{ \"pool\": \"a\" },\n{ \"pool\": \"b\", \"count\": -3 } ] }"));

    [Fact]
    public void Read_LinkWithoutEnds_NamesEachMissingKey() => Assert.Equal(
        [
            "s.json:2: network.links[0].from is missing; it must be set. Add \"from\": \"parameter-server\".",
            "s.json:2: network.links[0].to is missing; it must be set. Add \"to\": \"workers\".",
        ],
        Problems("\"network\": { \"links\": [ { \"latency\": \"1s\" } ] }"));

    [Fact]
    public void Read_ManyProblems_ComeAllAtOnceInReadingOrder()
    {
        const string Json = "{\n\"seed\": -1,\n\"recorder\": { \"every\": 0 },\n" + ScenarioFixture.Required
            + "\n\"learner\": { \"stepTime\": 5,\n\"steps\": 0 } }";
        Assert.Equal(
            ["s.json:2", "s.json:3", "s.json:5", "s.json:6", "--set"],
            ScenarioFixture.Problems(Json, "evaluation.rows=0")
                .Select(line => line[..line.IndexOf(": ", StringComparison.Ordinal)]));
    }

    private static string[] Problems(string member) =>
        ScenarioFixture.Problems("{ " + ScenarioFixture.Required + "\n" + member + " }");
}
