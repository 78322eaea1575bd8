using Delight.Experiments.Text;
using Delight.Simulation.Network;

namespace Delight.Experiments.Scenarios;

/// <summary>Rules about times that must fit each other.</summary>
internal static class TimingRules
{
    private const string Timeout = "learner.requestTimeout";

    public static readonly ScenarioRule[] All =
    [
        new(["workers", "learner", "parameterServer", "rewardService", "network"], RequestsCanBeAnsweredInTime),
    ];

    /// <summary>The shortest way of a request: grant, policy where it must be a new one, answer, reward, and
    /// back.</summary>
    private static IEnumerable<RuleFinding> RequestsCanBeAnsweredInTime(RuleContext context)
    {
        EffectiveScenario scenario = context.Scenario;
        string learner = scenario.Text("learner.node"), server = scenario.Text("parameterServer.node");
        string rewards = scenario.Text("rewardService.node");
        bool waits = scenario.IsSet("learner.stalenessMax") && scenario.Text("learner.stalenessHandling") == "wait";
        foreach (ScenarioSection pool in context.Pools)
        {
            string node = pool.Text("node");
            TimeSpan policy = Latency(scenario, learner, server) + Latency(scenario, server, node);
            TimeSpan shortest = Latency(scenario, learner, node) + pool.Duration("requestTime")
                + Latency(scenario, node, rewards) + scenario.Duration("rewardService.scoreTime")
                + Latency(scenario, rewards, node) + Latency(scenario, node, learner)
                + (waits ? policy : TimeSpan.Zero);
            if (shortest >= scenario.Duration(Timeout))
            {
                yield return new(
                    [Timeout, $"{pool.Path}.node"],
                    $"{context.Say(Timeout)} and no answer of {pool.Path} comes before {DurationText.Of(shortest)}; "
                    + "every request would be given up while it is worked on. Set it well above that.");
            }
        }
    }

    private static TimeSpan Latency(EffectiveScenario scenario, string from, string to)
    {
        ScenarioSection? link = scenario.List("network.links")
            .FirstOrDefault(link => link.Text("from") == from && link.Text("to") == to);
        Latency latency = link?.IsSet("latency") == true
            ? link.Latency("latency")
            : scenario.Latency("network.latency");
        return from == to ? TimeSpan.Zero : latency.Start;
    }
}
