using Delight.Actors.Learners;
using Delight.Experiments.Settings;
using Delight.Experiments.Text;

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
        Scenario scenario = context.Scenario;
        string learner = scenario.Learner.Node, server = scenario.ParameterServer.Node;
        string rewards = scenario.RewardService.Node;
        bool waits = scenario.Learner is { StalenessMax: not null, StalenessHandling: StalenessHandling.Wait };
        foreach ((string at, WorkerSettings pool) in context.Pools)
        {
            string node = pool.Node;
            TimeSpan policy = Latency(scenario, learner, server) + Latency(scenario, server, node);
            TimeSpan shortest = Latency(scenario, learner, node) + pool.RequestTime
                + Latency(scenario, node, rewards) + scenario.RewardService.ScoreTime
                + Latency(scenario, rewards, node) + Latency(scenario, node, learner)
                + (waits ? policy : TimeSpan.Zero);
            if (shortest >= scenario.Learner.RequestTimeout)
            {
                yield return new(
                    [Timeout, $"{at}.node"],
                    $"{context.Say(Timeout)} and no answer of {at} comes before {DurationText.Of(shortest)}; "
                    + "every request would be given up while it is worked on. Set it well above that.");
            }
        }
    }

    private static TimeSpan Latency(Scenario scenario, string from, string to)
    {
        LinkSettings? link = scenario.Network.Links.FirstOrDefault(link => link.From == from && link.To == to);
        return from == to ? TimeSpan.Zero : (link?.Latency ?? scenario.Network.Latency).Start;
    }
}
