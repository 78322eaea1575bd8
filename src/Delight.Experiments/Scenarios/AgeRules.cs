using Delight.Actors.Rollouts;

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

    private static IEnumerable<ScenarioSection> Aged(RuleContext context) =>
        context.Pools.Where(pool => pool.Text("age") != PolicyAgeCatalogue.Newest);

    private static IEnumerable<RuleFinding> AgesHaveNoBound(RuleContext context)
    {
        const string Max = "learner.stalenessMax";
        foreach (ScenarioSection pool in Aged(context).Where(_ => context.Scenario.IsSet(Max)))
        {
            string age = $"{pool.Path}.age";
            yield return new([age, Max], $"{context.Say(age)} and {context.Say(Max)}; the pool makes the staleness "
                + "that the bound forbids. Remove one of them.");
        }
    }

    private static IEnumerable<RuleFinding> RowsComeInOrder(RuleContext context)
    {
        const string Handling = "learner.groupHandling";
        foreach (ScenarioSection pool in Aged(context).Where(_ => context.Scenario.Text(Handling) == "refill"))
        {
            // The number of a row says its update, and an age counts from there.
            string age = $"{pool.Path}.age";
            yield return new([age, Handling], $"{context.Say(age)} and {context.Say(Handling)}; rows that are replaced "
                + "move all later ones to other updates, and ages would shrink. Set groupHandling to keep or drop.");
        }
    }

    private static IEnumerable<RuleFinding> FrozenWorkersHaveNoAge(RuleContext context)
    {
        foreach (ScenarioSection pool in Aged(context).Where(pool => pool.Text("build") == "frozen-snapshot"))
        {
            string age = $"{pool.Path}.age", build = $"{pool.Path}.build";
            yield return new([age, build], $"{context.Say(age)} and {context.Say(build)}; it keeps one policy for the "
                + "whole run. Remove the age or choose another build.");
        }
    }

    private static IEnumerable<RuleFinding> AnswersThatGrowHaveNoAge(RuleContext context)
    {
        foreach (ScenarioSection pool in Aged(context).Where(pool => pool.Flag("updatesInFlight")))
        {
            string age = $"{pool.Path}.age", updates = $"{pool.Path}.updatesInFlight";
            yield return new([age, updates], $"{context.Say(age)} and {context.Say(updates)}; an age names one policy "
                + "for a whole request. Remove one of them.");
        }
    }

    private static IEnumerable<RuleFinding> AnswersThatGrowTakeTheirTime(RuleContext context)
    {
        foreach (ScenarioSection pool in context.Pools.Where(
            pool => pool.Flag("updatesInFlight") && pool.Duration("surprisalTime") > TimeSpan.Zero))
        {
            string time = $"{pool.Path}.surprisalTime", updates = $"{pool.Path}.updatesInFlight";
            yield return new([time, updates], $"{context.Say(time)} and {context.Say(updates)}; the time of an answer "
                + "that grows is known before it. Set requestTime in its place, or remove one of them.");
        }
    }
}
