using Delight.Actors.Frictions;
using Delight.Actors.Rollouts;
using Delight.Experiments.Settings;

namespace Delight.Experiments.Scenarios;

/// <summary>Rules about pools with an age.</summary>
internal static class AgeRules
{
    public static readonly ScenarioRule[] All =
    [
        new(["workers", "learner.stalenessMax"], AgesHaveNoBound),
        new(["workers", "learner.groupHandling"], RowsComeInOrder),
        new(["workers"], FrozenWorkersHaveNoAge),
        new(["workers"], AnswersThatGrowHaveNoAge),
        new(["workers"], AnswersThatGrowTakeTheirTime),
    ];

    private static IEnumerable<(string Path, WorkerSettings Pool)> Aged(RuleContext context) =>
        context.Pools.Where(pool => pool.Pool.Age.Name != PolicyAgeCatalogue.Newest);

    private static IEnumerable<RuleFinding> AgesHaveNoBound(RuleContext context)
    {
        const string Max = "learner.stalenessMax";
        foreach ((string at, _) in Aged(context).Where(_ => context.Scenario.Learner.StalenessMax is not null))
        {
            string age = $"{at}.age";
            yield return new([age, Max], $"{context.Say(age)} and {context.Say(Max)}; the pool makes the staleness "
                + "that the bound forbids. Remove one of them.");
        }
    }

    private static IEnumerable<RuleFinding> RowsComeInOrder(RuleContext context)
    {
        const string Handling = "learner.groupHandling";
        foreach ((string at, _) in Aged(context).Where(
            _ => context.Scenario.Learner.GroupHandling == GroupHandling.Refill))
        {
            // The number of a row says its update, and an age counts from there.
            string age = $"{at}.age";
            yield return new([age, Handling], $"{context.Say(age)} and {context.Say(Handling)}; rows that are replaced "
                + "move all later ones to other updates, and ages would shrink. Set groupHandling to keep or drop.");
        }
    }

    private static IEnumerable<RuleFinding> FrozenWorkersHaveNoAge(RuleContext context)
    {
        foreach ((string at, _) in Aged(context).Where(pool => pool.Pool.Build == WorkerBuild.FrozenSnapshot))
        {
            string age = $"{at}.age", build = $"{at}.build";
            yield return new([age, build], $"{context.Say(age)} and {context.Say(build)}; it keeps one policy for the "
                + "whole run. Remove the age or choose another build.");
        }
    }

    private static IEnumerable<RuleFinding> AnswersThatGrowHaveNoAge(RuleContext context)
    {
        foreach ((string at, _) in Aged(context).Where(pool => pool.Pool.UpdatesInFlight))
        {
            string age = $"{at}.age", updates = $"{at}.updatesInFlight";
            yield return new([age, updates], $"{context.Say(age)} and {context.Say(updates)}; an age names one policy "
                + "for a whole request. Remove one of them.");
        }
    }

    private static IEnumerable<RuleFinding> AnswersThatGrowTakeTheirTime(RuleContext context)
    {
        foreach ((string at, _) in context.Pools.Where(
            pool => pool.Pool.UpdatesInFlight && pool.Pool.SurprisalTime > TimeSpan.Zero))
        {
            string time = $"{at}.surprisalTime", updates = $"{at}.updatesInFlight";
            yield return new([time, updates], $"{context.Say(time)} and {context.Say(updates)}; the time of an answer "
                + "that grows is known before it. Set requestTime in its place, or remove one of them.");
        }
    }
}
