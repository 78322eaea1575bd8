using Delight.Actors.Frictions;
using Delight.Experiments.Scenarios;
using Delight.Learning.Policies;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class ScenarioRulesTests
{
    private const string Parts = "\"task\": { \"name\": \"fake-task\" }, \"policy\": { \"name\": \"fake-policy\" },\n";

    [Fact]
    public void Pools_OfTheSameName_AreRefused() => Refused(
        "\"workers\": [ { \"pool\": \"a\" }, { \"pool\": \"a\" } ]",
        "s.json:2: workers[1].pool is 'a', the name of workers[0] too. Give each pool a name of its own.");

    [Fact]
    public void Batch_OfBrokenGroups_IsRefused() => Refused(
        "\"workers\": [ {} ], \"learner\": { \"samplesPerContext\": 30 }",
        "s.json:2: learner.batchRows is 100 (the default) and learner.samplesPerContext is 30; "
        + "a batch holds whole groups. Make the first a multiple of the second.");

    [Fact]
    public void Request_OfBrokenGroups_IsAllowed() => Assert.Equal(10, ScenarioFixture.Valid(
        "{" + Parts + "\"workers\": [ { \"rowsPerRequest\": 3 } ], \"learner\": { \"samplesPerContext\": 10 } }")
        .Settings.Learner.SamplesPerContext);

    [Fact]
    public void FrozenWorkers_UnderAStalenessBound_AreRefused() => Refused(
        "\"workers\": [ { \"pool\": \"a\" },\n{ \"pool\": \"b\", \"build\": \"frozen-snapshot\" } ],\n"
        + "\"learner\": { \"stalenessMax\": 1000 }",
        "s.json:3: workers[1].build is 'frozen-snapshot' and learner.stalenessMax is 1000; the pool would never have "
        + "a policy that is new enough, and its requests would never end. Remove the bound or choose another build.");

    [Fact]
    public void FrozenWorkers_WithoutABound_AreAllowed() => Assert.Equal(
        WorkerBuild.FrozenSnapshot,
        ScenarioFixture.Valid("{" + Parts + "\"workers\": [ { \"build\": \"frozen-snapshot\" } ] }")
            .Settings.Workers[0].Build);

    [Fact]
    public void UpdatesInFlight_BesideAnAge_AreRefused() => Refused(
        "\"workers\": [ { \"age\": \"fixed(steps=3)\", \"updatesInFlight\": true } ]",
        "s.json:2: workers[0].age is 'fixed(steps=3)' and workers[0].updatesInFlight is 'true'; an age names one "
        + "policy for a whole request. Remove one of them.");

    [Fact]
    public void UpdatesInFlight_BesideTimeBySurprisal_AreRefused() => Refused(
        "\"workers\": [ { \"surprisalTime\": \"5ms\", \"updatesInFlight\": true } ]",
        "s.json:2: workers[0].surprisalTime is 5ms and workers[0].updatesInFlight is 'true'; the time of an answer "
        + "that grows is known before it. Set requestTime in its place, or remove one of them.");

    [Fact]
    public void DefectShare_OfASoundBuild_IsRefused() => Refused(
        "\"workers\": [ { \"defectShare\": 0.1 } ]",
        "s.json:2: workers[0].defectShare is 0.1 and workers[0].build is 'sound' (the default); it breaks no rows one "
        + "by one. Choose the build constant-answer, off-by-one or wrong-mask, or remove the setting.");

    [Fact]
    public void DefectClaim_OfAMaskBuild_IsRefused() => Refused(
        "\"workers\": [ { \"build\": \"wrong-mask\", \"defectClaim\": \"true\" } ]",
        "s.json:2: workers[0].defectClaim is 'true' and workers[0].build is 'wrong-mask'; it reports the probability "
        + "of what it chose anyway. Choose the build constant-answer or off-by-one, or remove the setting.");

    [Fact]
    public void Minibatches_ThatDoNotDivideTheBatch_AreRefused() => Refused(
        "\"workers\": [ {} ], \"learner\": { \"batchRows\": 100, \"minibatchRows\": 30 }",
        "s.json:2: learner.minibatchRows is 30 and learner.batchRows is 100; minibatches divide the batch. Make the "
        + "second a multiple of the first.");

    [Fact]
    public void Minibatches_OfBrokenGroups_AreRefused() => Refused(
        "\"workers\": [ {} ], \"learner\": { \"batchRows\": 100, \"minibatchRows\": 5, \"samplesPerContext\": 10 }",
        "s.json:2: learner.minibatchRows is 5 and learner.samplesPerContext is 10; a minibatch holds whole groups. "
        + "Make the first a multiple of the second.");

    [Fact]
    public void Age_UnderAStalenessBound_IsRefused() => Refused(
        "\"workers\": [ { \"age\": \"fixed\" } ],\n\"learner\": { \"stalenessMax\": 20 }",
        "s.json:2: workers[0].age is 'fixed(steps=15)' and learner.stalenessMax is 20; the pool makes the staleness "
        + "that the bound forbids. Remove one of them.");

    [Fact]
    public void Age_WhereGroupsAreReplaced_IsRefused() => Refused(
        "\"workers\": [ { \"age\": \"batch(max=4)\" } ],\n"
        + "\"learner\": { \"samplesPerContext\": 2, \"groupHandling\": \"refill\" }",
        "s.json:2: workers[0].age is 'batch(min=0,max=4)' and learner.groupHandling is 'refill'; rows that are "
        + "replaced move all later ones to other updates, and ages would shrink. Set groupHandling to keep or drop.");

    [Fact]
    public void Age_OfFrozenWorkers_IsRefused() => Refused(
        "\"workers\": [ { \"age\": \"fixed(steps=3)\", \"build\": \"frozen-snapshot\" } ]",
        "s.json:2: workers[0].age is 'fixed(steps=3)' and workers[0].build is 'frozen-snapshot'; it keeps one policy "
        + "for the whole run. Remove the age or choose another build.");

    [Fact]
    public void RewardQueue_WithABoundButNoTimeout_IsRefused() => Refused(
        "\"rewardService\": { \"queueItemsMax\": 5 },\n\"workers\": [ { \"pool\": \"a\", "
        + "\"rewardTimeout\": \"1s\" }, { \"pool\": \"b\" } ]",
        "s.json:2: rewardService.queueItemsMax is 5 and workers[1].rewardTimeout is not set; the pool would wait for "
        + "ever for the rewards of a dropped request. Set workers[1].rewardTimeout or remove the bound.");

    [Fact]
    public void RequestTimeout_ShorterThanTheWayOfARequest_IsRefused() => Refused(
        "\"workers\": [ {} ], \"learner\": { \"requestTimeout\": \"40s\" },\n"
        + "\"network\": { \"latency\": \"10s\" }",
        "s.json:2: learner.requestTimeout is 40s and no answer of workers[0] comes before 40005ms; every request would "
        + "be given up while it is worked on. Set it well above that.");

    [Fact]
    public void RewardTimeout_OfZero_IsRefused() => Refused(
        "\"workers\": [ { \"rewardTimeout\": \"0ms\" } ]",
        "s.json:2: workers[0].rewardTimeout is '0ms'; it must be above 0ms and at most 10000h.");

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
        .Settings.ParameterServer.PublishEvery);

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
        "s.json:3: baseline is 'fake-groups' and learner.samplesPerContext is 1 (the default); it compares the "
        + "samples of one context, and a group of one teaches nothing. Set samplesPerContext to at least 2 or "
        + "choose another baseline.");

    [Theory]
    [InlineData("rloo", "rloo")]
    [InlineData("grpo", "grpo(clip=0.2)")]
    [InlineData("vtrace", "vtrace(rhoBar=1,cBar=1)")]
    [InlineData("grpo+opsm", "grpo(clip=0.2)+opsm(delta=0.5)")]
    public void Estimator_OfGroupsWithoutGroups_IsRefused(string estimator, string shown) => Refused(
        "\"workers\": [ {} ],\n\"estimator\": \"" + estimator + "\"",
        $"s.json:3: estimator is '{shown}' and learner.samplesPerContext is 1 (the default); it compares the "
        + "samples of one context, and a group of one teaches nothing. Set samplesPerContext to at least 2 or "
        + "choose another estimator.");

    [Theory]
    [InlineData("drop")]
    [InlineData("refill")]
    public void Groups_OfOneRowThatAreDropped_AreRefused(string handling) => Refused(
        "\"workers\": [ {} ],\n\"learner\": { \"groupHandling\": \"" + handling + "\" }",
        $"s.json:3: learner.groupHandling is '{handling}' and learner.samplesPerContext is 1 (the default); a group of "
        + "one teaches nothing, so no row would be left. Set samplesPerContext to at least 2 or groupHandling to "
        + "keep.");

    [Fact]
    public void Rules_BesideAnUnknownKey_AreStillChecked() => Assert.Equal(
        2,
        ScenarioFixture.Problems(
            "{" + Parts + "\"workers\": [ { \"pol\": 1 } ], \"learner\": { \"samplesPerContext\": 30 } }").Length);

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
