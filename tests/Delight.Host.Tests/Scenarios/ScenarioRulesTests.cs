using Delight.Host.Scenarios;
using Delight.Learning.Policies;

namespace Delight.Host.Tests.Scenarios;

public sealed class ScenarioRulesTests
{
    private const string Parts = "\"task\": { \"name\": \"fake-task\" }, \"policy\": { \"name\": \"fake-policy\" },\n";

    [Fact]
    public void Pools_OfTheSameName_AreRefused() => Refused(
        "\"workers\": [ { \"pool\": \"a\" }, { \"pool\": \"a\" } ]",
        "s.json:2: workers[1].pool is 'a', the name of workers[0] too. Give each pool a name of its own.");

    [Fact]
    public void Request_OfBrokenGroups_IsRefused() => Refused(
        "\"workers\": [ { \"samplesPerContext\": 10 } ]",
        "s.json:2: workers[0].rowsPerRequest is 25 (the default) and workers[0].samplesPerContext is 10; "
        + "a request holds whole groups. Make the first a multiple of the second.");

    [Fact]
    public void Request_LargerThanRowsInFlight_IsRefused() => Refused(
        "\"workers\": [ { \"rowsPerRequest\": 300 } ]",
        "s.json:2: learner.rowsInFlightMax is 200 (the default) and workers[0].rowsPerRequest is 300; "
        + "no request would ever be granted. Set learner.rowsInFlightMax to at least 300.");

    [Fact]
    public void Batch_LargerThanRowsInFlight_IsRefused() => Refused(
        "\"workers\": [ {} ], \"learner\": {\n\"batchRows\": 201 }",
        "s.json:3: learner.rowsInFlightMax is 200 (the default) and learner.batchRows is 201; "
        + "no batch would ever be full. Set learner.rowsInFlightMax to at least 201.");

    [Fact]
    public void Publishing_SlowerThanTheStalenessBound_IsRefused() => Refused(
        "\"workers\": [ {} ], \"learner\": { \"stalenessMax\": 2 },\n\"parameterServer\": { \"publishEvery\": 4 }",
        "s.json:3: parameterServer.publishEvery is 4 and learner.stalenessMax is 2; the newest snapshot would get "
        + "older than the bound and training would stop. Set parameterServer.publishEvery to at most the bound + 1.");

    [Fact]
    public void Publishing_JustFastEnoughForTheBound_IsAllowed() => Assert.Equal(3, ScenarioFixture.Valid(
        "{" + Parts + "\"workers\": [ {} ], \"learner\": { \"stalenessMax\": 2 }, \"parameterServer\": { "
        + "\"publishEvery\": 3 } }")
        .Integer("parameterServer.publishEvery"));

    [Fact]
    public void Link_ToAnUnknownNode_IsRefused() => Refused(
        "\"workers\": [ { \"node\": \"west\" } ], \"network\": { \"links\": [\n"
        + "{ \"from\": \"learner\", \"to\": \"wst\", \"latency\": \"1s\" } ] }",
        "s.json:3: network.links[0].to is 'wst'; no role runs on a node of that name. Did you mean 'west'? "
        + "Nodes: west, learner, parameter-server, reward-service, evaluator.");

    [Fact]
    public void Link_FromANodeToItself_IsRefused() => Refused(
        "\"workers\": [ {} ], \"network\": { \"links\": [ { \"from\": \"learner\", \"to\": \"learner\", "
        + "\"latency\": \"1s\" } ] }",
        "s.json:2: network.links[0].to is 'learner', as is from; messages within a node take no time. "
        + "Name two nodes or remove the link.");

    [Fact]
    public void Link_BetweenTheSameNodesTwice_IsRefused() => Refused(
        "\"workers\": [ {} ], \"network\": { \"links\": [\n{ \"from\": \"learner\", \"to\": \"workers\", "
        + "\"latency\": \"1s\" },\n"
        + "{ \"from\": \"learner\", \"to\": \"workers\", \"latency\": \"2s\" } ] }",
        "s.json:4: network.links[1] goes from learner to workers, as network.links[0] does. Keep one of them.");

    [Fact]
    public void Baseline_OfGroupsWithoutGroups_IsRefused() => Refused(
        "\"workers\": [ {} ],\n\"baseline\": \"fake-groups\"",
        "s.json:3: baseline is 'fake-groups' and workers[0].samplesPerContext is 1 (the default); it compares the "
        + "samples of one context, and a group of one teaches nothing. Set samplesPerContext to at least 2 or "
        + "choose another baseline.");

    [Fact]
    public void Rules_BesideAnUnknownKey_AreStillChecked() => Assert.Equal(
        2,
        ScenarioFixture.Problems("{" + Parts + "\"workers\": [ { \"pol\": 1, \"samplesPerContext\": 10 } ] }").Length);

    [Fact]
    public void Rules_AboutARefusedValue_AreSkipped() => Refused(
        "\"workers\": [ {} ], \"learner\": { \"batchRows\": \"many\", \"rowsInFlightMax\": 25 }",
        "s.json:2: learner.batchRows is 'many'; it must be a whole number.");

    [Fact]
    public void TaskRules_ConfidencesForSequences_AreRefused()
    {
        EffectiveScenario scenario = ScenarioFixture.Valid("{" + Parts + "\"workers\": [ {} ] }");
        Assert.Equal(
            [
                "s.json: baseline is 'expected-confidence' (the default); it is for tasks of one decision a row, "
                + "and task 'fake-task' has 10. Choose another baseline.",
            ],
            TaskRules.Check(scenario, ScenarioFixture.Catalogues(), new PolicyShape(10, 10, 2), 10_000));
    }

    [Fact]
    public void TaskRules_MoreRowsThanHeldOut_AreRefused()
    {
        EffectiveScenario scenario = ScenarioFixture.Valid(
            "{" + Parts + "\"workers\": [ {} ],\n\"evaluation\": { \"rows\": 501 } }");
        Assert.Equal(
            ["s.json:3: evaluation.rows is 501; task 'fake-task' has 500 held-out contexts. Set it to at most 500."],
            TaskRules.Check(scenario, ScenarioFixture.Catalogues(), new PolicyShape(10, 1, 2), 500));
        Assert.Empty(TaskRules.Check(scenario, ScenarioFixture.Catalogues(), new PolicyShape(10, 1, 2), 501));
    }

    private static void Refused(string members, string expected) =>
        Assert.Equal([expected], ScenarioFixture.Problems("{" + Parts + members + " }"));
}
