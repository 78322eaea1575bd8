using Delight.Actors.Frictions;
using Delight.Experiments.Settings;
using Delight.Experiments.Text;
using Delight.Learning.Advantages;
using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using Delight.Learning.Parts;

namespace Delight.Experiments.Scenarios;

/// <summary>The rules about several settings at once: to add one, add its line to the list.</summary>
internal static class ScenarioRules
{
    private static readonly ScenarioRule[] All =
    [
        new(["workers"], PoolNamesAreUnique),
        new(["learner.batchRows", "learner.samplesPerContext"], BatchHoldsWholeGroups),
        new(["workers", "learner.stalenessMax"], FrozenWorkersHaveNoBound),
        new(["workers", "rewardService.queueItemsMax"], DroppedRewardsAreMissed),
        new(["workers", "learner.rowsInFlightMax"], RequestsFitInFlight),
        new(["learner.batchRows", "learner.rowsInFlightMax"], BatchFitsInFlight),
        new(["learner.stalenessMax", "parameterServer.publishEvery"], PublishingKeepsUpWithTheBound),
        new(["workers", "learner", "parameterServer", "rewardService", "evaluation", "network"], LinksNameNodes),
        new(["learner.batchRows", "learner.minibatchRows", "learner.samplesPerContext"], MinibatchesDivideTheBatch),
        new(["network"], LinksJoinEachPairOnce),
        new(["learner.samplesPerContext", "baseline"], BaselineHasGroups),
        new(["estimator"], MasksLookAtChosenActions),
        new(["learner.samplesPerContext", "estimator"], EstimatorHasGroups),
        new(["learner.samplesPerContext", "learner.groupHandling"], GroupsCanTeach),
        .. AgeRules.All,
        .. DefectRules.All,
        new(["policy"], KernelsComputeOnTheCpu),
        .. TimingRules.All,
        .. FaultRules.All,
    ];

    /// <summary>Adds one problem per violation.</summary>
    /// <param name="scenario">Values that are each right by themselves, or were refused.</param>
    /// <param name="catalogues">The parts that the scenario names.</param>
    /// <param name="problems">Added to.</param>
    public static void Check(EffectiveScenario scenario, PartCatalogues catalogues, List<ScenarioProblem> problems)
    {
        RuleContext context = new(scenario, catalogues);
        IEnumerable<ScenarioRule> applicable = All.Where(rule => rule.Reads.All(scenario.IsSound));
        foreach (RuleFinding finding in applicable.SelectMany(rule => rule.Check(context)))
        {
            ValueSource source = finding.Paths.Select(scenario.Source)
                .FirstOrDefault(source => source.Layer != SourceLayer.Default, ValueSource.File(scenario.File, 0));
            problems.Add(new(source, finding.Paths[0], finding.Message));
        }
    }

    private static IEnumerable<RuleFinding> PoolNamesAreUnique(RuleContext context)
    {
        Dictionary<string, string> byName = new(StringComparer.Ordinal);
        foreach ((string at, WorkerSettings pool) in context.Pools)
        {
            if (!byName.TryAdd(pool.Pool, at))
            {
                string path = $"{at}.pool";
                yield return new(
                    [path],
                    $"{context.Say(path)}, the name of {byName[pool.Pool]} too. Give each pool a name of its own.");
            }
        }
    }

    private static IEnumerable<RuleFinding> BatchHoldsWholeGroups(RuleContext context)
    {
        const string Batch = "learner.batchRows", Samples = "learner.samplesPerContext";
        if (context.Scenario.Learner.BatchRows % context.Scenario.Learner.SamplesPerContext != 0)
        {
            yield return new([Batch, Samples], $"{context.Say(Batch)} and {context.Say(Samples)}; "
                + "a batch holds whole groups. Make the first a multiple of the second.");
        }
    }

    private static IEnumerable<RuleFinding> MinibatchesDivideTheBatch(RuleContext context)
    {
        const string Batch = "learner.batchRows", Part = "learner.minibatchRows", Samples = "learner.samplesPerContext";
        if (context.Scenario.Learner.MinibatchRows is not { } part)
        {
            yield break;
        }

        if (context.Scenario.Learner.BatchRows % part != 0)
        {
            yield return new([Part, Batch], $"{context.Say(Part)} and {context.Say(Batch)}; minibatches divide the "
                + "batch. Make the second a multiple of the first.");
        }
        else if (part % context.Scenario.Learner.SamplesPerContext != 0)
        {
            yield return new([Part, Samples], $"{context.Say(Part)} and {context.Say(Samples)}; a minibatch holds "
                + "whole groups. Make the first a multiple of the second.");
        }
    }

    private static IEnumerable<RuleFinding> FrozenWorkersHaveNoBound(RuleContext context)
    {
        const string Max = "learner.stalenessMax";
        foreach ((string at, WorkerSettings pool) in context.Pools.Where(
            _ => context.Scenario.Learner.StalenessMax is not null))
        {
            string build = $"{at}.build";
            if (pool.Build == WorkerBuild.FrozenSnapshot)
            {
                yield return new([build, Max], $"{context.Say(build)} and {context.Say(Max)}; the pool would never "
                    + "have a policy that is new enough, and its requests would never end. "
                    + "Remove the bound or choose another build.");
            }
        }
    }

    private static IEnumerable<RuleFinding> DroppedRewardsAreMissed(RuleContext context)
    {
        const string Queue = "rewardService.queueItemsMax";
        foreach ((string at, WorkerSettings pool) in context.Pools.Where(
            _ => context.Scenario.RewardService.QueueItemsMax is not null))
        {
            string timeout = $"{at}.rewardTimeout";
            if (pool.RewardTimeout is null)
            {
                yield return new([Queue, timeout], $"{context.Say(Queue)} and {timeout} is not set; the pool would "
                    + $"wait for ever for the rewards of a dropped request. Set {timeout} or remove the bound.");
            }
        }
    }

    private static IEnumerable<RuleFinding> RequestsFitInFlight(RuleContext context)
    {
        const string Max = "learner.rowsInFlightMax";
        foreach ((string at, WorkerSettings pool) in context.Pools)
        {
            string rows = $"{at}.rowsPerRequest";
            if (pool.RowsPerRequest > context.Scenario.Learner.RowsInFlightMax)
            {
                yield return new([Max, rows], $"{context.Say(Max)} and {context.Say(rows)}; no request would ever be "
                    + $"granted. Set {Max} to at least {pool.RowsPerRequest}.");
            }
        }
    }

    private static IEnumerable<RuleFinding> BatchFitsInFlight(RuleContext context)
    {
        const string Max = "learner.rowsInFlightMax", Batch = "learner.batchRows";
        if (context.Scenario.Learner.BatchRows > context.Scenario.Learner.RowsInFlightMax)
        {
            yield return new([Max, Batch], $"{context.Say(Max)} and {context.Say(Batch)}; no batch would ever be full. "
                + $"Set {Max} to at least {context.Scenario.Learner.BatchRows}.");
        }
    }

    private static IEnumerable<RuleFinding> PublishingKeepsUpWithTheBound(RuleContext context)
    {
        const string Every = "parameterServer.publishEvery", Max = "learner.stalenessMax";
        if (context.Scenario.ParameterServer.PublishEvery - 1 > context.Scenario.Learner.StalenessMax)
        {
            // Between two snapshots the newest one is up to publishEvery - 1 learner steps old.
            yield return new([Every, Max], $"{context.Say(Every)} and {context.Say(Max)}; the newest snapshot would "
                + $"get older than the bound and training would stop. Set {Every} to at most the bound + 1.");
        }
    }

    private static IEnumerable<RuleFinding> LinksNameNodes(RuleContext context)
    {
        string[] nodes = context.Nodes;
        foreach ((string at, LinkSettings link) in context.Links)
        {
            foreach ((string end, string node) in ((string, string)[])[("from", link.From), ("to", link.To)])
            {
                if (nodes.Contains(node))
                {
                    continue;
                }

                string path = $"{at}.{end}";
                yield return new([path], $"{context.Say(path)}; no role runs on a node of that name."
                    + $"{NearestName.Hint(node, nodes)} Nodes: {string.Join(", ", nodes)}.");
            }
        }
    }

    private static IEnumerable<RuleFinding> LinksJoinEachPairOnce(RuleContext context)
    {
        Dictionary<(string From, string To), string> byEnds = [];
        foreach ((string at, LinkSettings link) in context.Links)
        {
            (string from, string to) = (link.From, link.To);
            string path = $"{at}.to";
            if (from == to)
            {
                yield return new([path], $"{context.Say(path)}, as is from; messages within a node take no time. "
                    + "Name two nodes or remove the link.");
            }
            else if (!byEnds.TryAdd((from, to), at))
            {
                yield return new([path], $"{at} goes from {from} to {to}, as {byEnds[(from, to)]} does. "
                    + "Keep one of them.");
            }
        }
    }

    private static IEnumerable<RuleFinding> BaselineHasGroups(RuleContext context)
    {
        const string Baseline = "baseline", Samples = "learner.samplesPerContext";
        if (context.Scenario.Learner.SamplesPerContext == 1 && NewBaseline(context).NeedsGroups)
        {
            yield return new([Baseline, Samples], $"{context.Say(Baseline)} and {context.Say(Samples)}; it compares "
                + "the samples of one context, and a group of one teaches nothing. Set samplesPerContext to at least 2 "
                + "or choose another baseline.");
        }
    }

    private static IEnumerable<RuleFinding> MasksLookAtChosenActions(RuleContext context)
    {
        const string Estimator = "estimator";
        List<string> errors = [];
        if (context.Catalogues.FindEstimator(context.Scenario.Estimator, errors) is null)
        {
            yield return new([Estimator], $"{context.Say(Estimator)}; {Shown.Escaped(string.Join(' ', errors))}");
        }
    }

    private static IEnumerable<RuleFinding> EstimatorHasGroups(RuleContext context)
    {
        const string Estimator = "estimator", Samples = "learner.samplesPerContext";
        Func<IEstimator>? create = context.Catalogues.FindEstimator(context.Scenario.Estimator, []);
        if (context.Scenario.Learner.SamplesPerContext == 1 && create is not null && create().NeedsGroups)
        {
            yield return new([Estimator, Samples], $"{context.Say(Estimator)} and {context.Say(Samples)}; it compares "
                + "the samples of one context, and a group of one teaches nothing. Set samplesPerContext to at least 2 "
                + "or choose another estimator.");
        }
    }

    private static IEnumerable<RuleFinding> GroupsCanTeach(RuleContext context)
    {
        const string Handling = "learner.groupHandling", Samples = "learner.samplesPerContext";
        if (context.Scenario.Learner is { SamplesPerContext: 1, GroupHandling: not GroupHandling.Keep })
        {
            yield return new([Handling, Samples], $"{context.Say(Handling)} and {context.Say(Samples)}; a group of one "
                + "teaches nothing, so no row would be left. Set samplesPerContext to at least 2 or groupHandling to "
                + "keep.");
        }
    }

    private static IEnumerable<RuleFinding> KernelsComputeOnTheCpu(RuleContext context)
    {
        const string Device = "policy.device", Engine = "policy.engine";
        if (context.Scenario.Policy is { Engine: PolicyEngine.Kernels, Device: not PolicyDevice.Cpu })
        {
            yield return new([Device, Engine], $"{context.Say(Device)} and {context.Say(Engine)}; the kernels compute "
                + "on the cpu. Set policy.engine to torch or policy.device to cpu.");
        }
    }

    /// <summary>Makes the estimator of a checked scenario, with its masks.</summary>
    internal static IEstimator NewEstimator(Scenario scenario, PartCatalogues catalogues)
    {
        List<string> errors = [];
        return catalogues.FindEstimator(scenario.Estimator, errors)?.Invoke()
            ?? throw new InvalidOperationException($"a checked estimator does not resolve: {string.Join(' ', errors)}");
    }

    internal static IAdvantage NewBaseline(RuleContext context)
    {
        List<string> errors = [];
        var baseline = context.Catalogues.Advantages.Resolve(context.Scenario.Baseline, errors)
            ?? throw new InvalidOperationException($"a checked baseline does not resolve: {string.Join(' ', errors)}");
        return baseline.Definition.Create(baseline.Values);
    }
}
