namespace Delight.Experiments.Tests.Scenarios;

public sealed class FaultRulesTests
{
    [Theory]
    [InlineData("\"kind\": \"crash-node\", \"target\": \"wst\", \"at\": \"1s\", \"lasts\": \"1s\"",
        "faults[0].target is 'wst'; 'wst' is no node of this scenario. Did you mean 'west'? Known: west, learner, "
        + "parameter-server, reward-service, evaluator.")]
    [InlineData("\"kind\": \"crash-node\", \"target\": \"west, coordinator\", \"at\": \"1s\", \"lasts\": \"1s\"",
        "faults[0].target is 'west, coordinator'; the node that runs and records the experiment has no faults. Known: "
        + "west, learner, parameter-server, reward-service, evaluator.")]
    [InlineData("\"kind\": \"crash-actor\", \"target\": \"a/2\", \"at\": \"1s\"",
        "faults[0].target is 'a/2'; 'a/2' is no role, pool or worker of this scenario. Did you mean 'a'? Known: "
        + "learner, parameter-server, reward-service, evaluator, a; a worker is POOL/INDEX, its index from 0 below "
        + "the count.")]
    [InlineData("\"kind\": \"crash-actor\", \"target\": \"learner\"",
        "faults[0].at and faults[0].every are not set; the fault has no time. Set at for one time, every for a mean "
        + "time between recurrences, or both.")]
    [InlineData("\"kind\": \"crash-actor\", \"target\": \"learner\", \"at\": \"1s\", \"until\": \"2s\"",
        "faults[0].until is 2s and faults[0].every is not set; only what recurs has an end. Set every, or remove "
        + "until: lasts says how long one fault lasts.")]
    [InlineData("\"kind\": \"crash-actor\", \"target\": \"a\", \"at\": \"2s\", \"every\": \"1s\", \"until\": \"1s\"",
        "faults[0].until is 1s and faults[0].at is 2s; the fault would never begin. Let until be after at.")]
    [InlineData("\"kind\": \"crash-actor\", \"target\": \"a\", \"at\": \"2s\", \"lasts\": \"1s\"",
        "faults[0].lasts is 1s; supervision decides when an actor that crashed goes on. Remove it, or use "
        + "pause-actor.")]
    [InlineData("\"kind\": \"partition\", \"target\": \"west\", \"at\": \"2s\"",
        "faults[0].kind is 'partition' and faults[0].lasts is not set; what never ends could keep the run from ending. "
        + "Add \"lasts\": \"10s\".")]
    [InlineData("\"kind\": \"partition\", \"target\": \"west\", \"every\": \"2s\", \"lasts\": \"2s\"",
        "faults[0].lasts is 2s and faults[0].every is 2s; the next would begin before the last has ended, and the run "
        + "might never end. Let it last less than its mean time between, or set until.")]
    [InlineData("\"kind\": \"slow-node\", \"target\": \"west\", \"at\": \"2s\", \"lasts\": \"2s\"",
        "faults[0].kind is 'slow-node' and faults[0].factor is not set; it says how many times as long work takes. "
        + "Add \"factor\": 10.")]
    [InlineData("\"kind\": \"degrade-link\", \"target\": \"west\", \"at\": \"2s\", \"lasts\": \"2s\"",
        "faults[0].kind is 'degrade-link' and nothing says how; the links would stay as they are. Set at least one of "
        + "latency, lossShare, duplicationShare, reorderingShare, bytesPerSecond.")]
    [InlineData("\"kind\": \"pause-node\", \"target\": \"west\", \"at\": \"2s\", \"lasts\": \"2s\", \"factor\": 2",
        "faults[0].factor is 2 and faults[0].kind is 'pause-node'; it has no effect there. Remove it or choose another "
        + "kind.")]
    [InlineData("\"kind\": \"crash-node\", \"target\": \"west\", \"at\": \"2s\", \"lasts\": \"2s\", "
        + "\"direction\": \"incoming\"",
        "faults[0].direction is 'incoming' and faults[0].kind is 'crash-node'; only links have a direction. Remove "
        + "it.")]
    [InlineData("\"kind\": \"partition\", \"target\": \"west\", \"against\": \"learner, west\", \"at\": \"2s\", "
        + "\"lasts\": \"2s\"",
        "faults[0].target is 'west' and faults[0].against is 'learner, west'; 'west' is on both sides. Name each node "
        + "on one.")]
    [InlineData("\"kind\": \"partition\", \"at\": \"2s\", \"lasts\": \"2s\", "
        + "\"target\": \"west, learner, parameter-server, reward-service, evaluator\"",
        "faults[0].target is 'west, learner, parameter-server, reward-service, evaluator'; no other node is left on "
        + "the other side. Leave a node out, or place roles on different nodes.")]
    [InlineData("\"kind\": \"slow-node\", \"target\": \"west\", \"at\": \"-2s\", \"lasts\": \"2s\", \"factor\": 2",
        "faults[0].at is '-2s'; a duration must not be negative.")]
    [InlineData("\"kind\": \"degrade-link\", \"target\": \"west\", \"at\": \"2s\", \"lasts\": \"2s\", "
        + "\"lossShare\": 1.5",
        "faults[0].lossShare is 1.5; it must be at least 0 and at most 1.")]
    [InlineData("\"kind\": \"crash\", \"target\": \"west\", \"at\": \"2s\", \"lasts\": \"2s\"",
        "faults[0].kind is 'crash'; it must be one of crash-node, crash-actor, pause-node, pause-actor, slow-node, "
        + "slow-actor, partition, degrade-link. Did you mean 'crash-node'?")]
    public void Fault_ThatMakesNoSense_IsRefused(string fault, string expected) =>
        Assert.Equal([$"s.json:3: {expected}"], ScenarioFixture.Problems(Json(fault)));

    [Theory]
    [InlineData("\"kind\": \"crash-actor\", \"target\": \"a/1, learner\", \"every\": \"2s\"")]
    [InlineData("\"kind\": \"crash-node\", \"target\": \"west\", \"at\": \"1h\", \"lasts\": \"2s\"")]
    [InlineData("\"kind\": \"partition\", \"target\": \"west\", \"every\": \"2s\", \"lasts\": \"4s\", "
        + "\"until\": \"1min\", \"direction\": \"outgoing\"")]
    [InlineData("\"kind\": \"degrade-link\", \"target\": \"west\", \"against\": \"learner\", \"every\": \"2s\", "
        + "\"lasts\": \"4s\", \"latency\": \"lognormal(median=1s,sigma=1)\"")]
    public void Fault_ThatMakesSense_IsAccepted(string fault) => Assert.Single(
        ScenarioFixture.Valid(Json(fault)).Settings.Faults);

    [Fact]
    public void Faults_WithSeveralProblems_NameAllAtOnce()
    {
        string[] problems = ScenarioFixture.Problems(
            Json("\"kind\": \"slow-actor\", \"target\": \"nobody\", \"direction\": \"incoming\", \"against\": \"x\""));
        Assert.Equal(7, problems.Length);
        Assert.All(problems, line => Assert.StartsWith("s.json:3: faults[0].", line, StringComparison.Ordinal));
    }

    private static string Json(string fault) =>
        "{ \"task\": { \"name\": \"fake-task\" }, \"policy\": { \"name\": \"fake-policy\" },\n"
        + "\"workers\": [ { \"pool\": \"a\", \"node\": \"west\", \"count\": 2 } ],\n"
        + "\"faults\": [ { " + fault + " } ] }";
}
