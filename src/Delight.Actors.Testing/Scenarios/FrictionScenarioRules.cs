using System.Globalization;
using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Simulation;
using Delight.Simulation.Faults;

namespace Delight.Actors.Testing.Scenarios;

/// <summary>What a scenario must keep to, found out before anything runs.</summary>
internal static class FrictionScenarioRules
{
    private static readonly string[] Roles = ["learner", "parameter-server", "reward-service", "evaluator"];

    /// <summary>Names every problem at once.</summary>
    /// <exception cref="FrictionScenarioException">There is one.</exception>
    public static void Require(FrictionScenario scenario)
    {
        string[] problems =
        [
            .. Sizes(scenario), .. Pools(scenario), .. scenario.Faults.SelectMany(fault => Fault(scenario, fault)),
            .. Losses(scenario), .. Groups(scenario),
        ];
        if (problems.Length > 0)
        {
            throw new FrictionScenarioException(problems);
        }
    }

    private static IEnumerable<string> Sizes(FrictionScenario scenario)
    {
        LearnerOptions learner = scenario.Learner;
        (string Name, long Value, long Least)[] sizes =
        [
            ("Learner.Steps", learner.Steps, 1), ("Learner.BatchRows", learner.BatchRows, 1),
            ("Learner.RowsInFlightMax", learner.RowsInFlightMax, learner.BatchRows),
            ("Learner.StalenessMax", learner.StalenessMax ?? 0, 0),
            ("Learner.ReplayBatches", learner.ReplayBatches, 1),
            ("Learner.PublishEvery", learner.PublishEvery, 1), ("Learner.MeasureEvery", learner.MeasureEvery, 1),
            ("Learner.EvaluateEvery", learner.EvaluateEvery, 1), ("SamplesPerContext", scenario.SamplesPerContext, 1),
            ("EvaluationRows", scenario.EvaluationRows, 1),
        ];
        foreach ((string name, long value, long least) in sizes.Where(size => size.Value < size.Least))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{name} is {value}; it must be at least {least}. Raise it.");
        }

        if (learner is { StalenessMax: { } bound, StalenessHandling: StalenessHandling.Wait }
            && learner.PublishEvery > bound + 1)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Learner.PublishEvery is {learner.PublishEvery} with StalenessMax {bound}; it must be at most "
                + $"{bound + 1}, or training stops. Publish more often or raise the bound.");
        }
    }

    private static IEnumerable<string> Groups(FrictionScenario scenario)
    {
        const string Rule = "it compares the samples of one context, and a group of one teaches nothing. Raise "
            + "SamplesPerContext to at least 2, or choose another.";
        bool hasGroups = scenario.SamplesPerContext > 1;
        if (!hasGroups && scenario.Estimator.Create().NeedsGroups)
        {
            yield return $"Estimator is '{scenario.Estimator.Name}' and SamplesPerContext 1; {Rule}";
        }

        if (!hasGroups && scenario.Baseline().NeedsGroups)
        {
            yield return $"Baseline is {scenario.Baseline().GetType().Name} and SamplesPerContext 1; {Rule}";
        }

        if (!hasGroups && scenario.Learner.RefillTolerance is not null)
        {
            yield return "Learner.RefillTolerance is set and SamplesPerContext 1; every row would be dropped. Raise "
                + "SamplesPerContext to at least 2, or leave the tolerance out.";
        }
    }

    private static IEnumerable<string> Pools(FrictionScenario scenario)
    {
        if (scenario.Pools.Count == 0)
        {
            yield return "Pools has 0 elements; a training needs at least 1. Add one by WithPool.";
        }

        foreach (IGrouping<string, RolloutOptions> same in scenario.Pools.GroupBy(pool => pool.Pool))
        {
            if (same.Count() > 1 || Roles.Contains(same.Key, StringComparer.Ordinal))
            {
                yield return $"'{same.Key}' is the name of a pool and of something else; names are unique. Rename it.";
            }

            if (same.Any(pool => pool.Count < 1 || pool.RowsPerRequest < 1 || pool.RequestsInFlight < 1))
            {
                yield return $"pool '{same.Key}' has a Count, RowsPerRequest or RequestsInFlight below 1. Raise it.";
            }
        }
    }

    private static IEnumerable<string> Fault(FrictionScenario scenario, Fault fault)
    {
        string[] known = fault.IsOfActors
            ? [.. Roles, .. scenario.Pools.Select(pool => pool.Pool), .. scenario.Pools.SelectMany(Workers)]
            : [.. scenario.Nodes];
        IEnumerable<string> named = fault.Targets.Concat(fault.Against);
        foreach (string target in named.Where(name => !known.Contains(name, StringComparer.Ordinal)))
        {
            yield return $"{fault.Kind} names '{target}', which is no {(fault.IsOfActors ? "actor" : "node")} of the "
                + $"scenario. Known: {string.Join(", ", known)}.";
        }

        if (fault.Targets.Count == 0)
        {
            yield return $"{fault.Kind} has no target; it needs at least 1. Name one.";
        }

        if (fault.Kind != FaultKind.CrashActor && fault.Lasts <= TimeSpan.Zero)
        {
            yield return $"{fault.Kind} of {string.Join(", ", fault.Targets)} lasts "
                + $"{DurationWords.Of(fault.Lasts)}; every fault ends, "
                + "after more than 0. Say how long it lasts.";
        }

        if (fault.Factor <= 0 || fault.At < TimeSpan.Zero || fault.Every <= TimeSpan.Zero)
        {
            yield return $"{fault.Kind} of {string.Join(", ", fault.Targets)} has a Factor or Every that is not above "
                + "0, or an At below 0. Raise it.";
        }
    }

    private static IEnumerable<string> Workers(RolloutOptions pool) => Enumerable.Range(0, Math.Max(0, pool.Count))
        .Select(index => string.Create(CultureInfo.InvariantCulture, $"{pool.Pool}/{index}"));

    private static IEnumerable<string> Losses(FrictionScenario scenario)
    {
        bool isSafe = scenario.Learner.RequestTimeout is not null
            && scenario.Pools.All(pool => pool.SignOfLifeEvery is not null);
        string? cause = scenario switch
        {
            _ when isSafe => null,
            _ when scenario.Network.LossShare > 0 => "Network.LossShare",
            _ when scenario.Links.FirstOrDefault(link => link.Quality.LossShare > 0) is { } link =>
                $"the link from {link.From} to {link.To}",
            _ => scenario.Faults.FirstOrDefault(LosesMessages)?.Kind.ToString(),
        };
        if (cause is not null)
        {
            yield return $"{cause} loses messages, and a training that waits for a lost one hangs. Set a time-out and "
                + "signs of life: scenario.WithTimeouts(requestTimeout, signOfLifeEvery).";
        }
    }

    /// <summary>A node that dies takes with it what its actors had to do for others; only the end of a worker is
    /// something that the learner hears of.</summary>
    private static bool LosesMessages(Fault fault) =>
        fault.Kind is FaultKind.Cut or FaultKind.CrashNode
        || fault is { Kind: FaultKind.Degrade, Change.LossShare: > 0 }
        || (fault.Kind == FaultKind.CrashActor && fault.Targets.Any(target => Roles.Contains(target)));
}
