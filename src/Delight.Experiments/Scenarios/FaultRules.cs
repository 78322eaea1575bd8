using System.Globalization;
using Delight.Actors.Coordination;
using Delight.Experiments.Settings;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;
using Delight.Simulation.Faults;

namespace Delight.Experiments.Scenarios;

/// <summary>The rules about faults: targets that exist, and settings that go with the kind.</summary>
internal static class FaultRules
{
    private static readonly string[] Roles = ["learner", "parameter-server", "reward-service", "evaluator"];

    private static readonly string[] LinkKeys =
        ["latency", "lossShare", "duplicationShare", "reorderingShare", "bytesPerSecond"];

    public static IEnumerable<ScenarioRule> All { get; } =
    [
        new(["faults", "workers", "learner", "parameterServer", "rewardService", "evaluation"], TargetsExist),
        new(["faults"], FaultsHappen),
        new(["faults"], FaultsEnd),
        new(["faults"], SettingsFitTheKind),
        new(["faults", "workers", "learner", "parameterServer", "rewardService", "evaluation"], SidesDiffer),
    ];

    /// <summary>The names of a list that is written with commas; none where it is not set.</summary>
    public static string[] Names(string? list) => list?.Split(',', StringSplitOptions.TrimEntries) ?? [];

    private static IEnumerable<RuleFinding> TargetsExist(RuleContext context)
    {
        string[] nodes = [.. context.Nodes.Where(node => node != TrainingPlan.ControlNode)];
        string[] pools = [.. context.Pools.Select(pool => pool.Pool.Pool)];
        foreach ((string at, FaultSettings fault) in context.Faults)
        {
            bool isOfActors = fault.Kind is FaultKind.CrashActor or FaultKind.PauseActor or FaultKind.SlowActor;
            string[] known = isOfActors ? [.. Roles, .. pools] : nodes;
            string kind = isOfActors ? "role, pool or worker" : "node";
            foreach (string name in Names(fault.Target).Where(
                name => !known.Contains(name, StringComparer.Ordinal) && !(isOfActors && IsWorker(context, name))))
            {
                yield return Unknown(context, $"{at}.target", name, kind, known);
            }

            foreach (string name in Names(fault.Against).Except(nodes, StringComparer.Ordinal))
            {
                yield return Unknown(context, $"{at}.against", name, "node", nodes);
            }
        }
    }

    private static bool IsWorker(RuleContext context, string name)
    {
        int slash = name.LastIndexOf('/');
        return slash > 0
            && int.TryParse(name[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && name[(slash + 1)..] == index.ToString(CultureInfo.InvariantCulture)
            && context.Pools.Any(pool => pool.Pool.Pool == name[..slash] && index < pool.Pool.Count);
    }

    private static RuleFinding Unknown(RuleContext context, string path, string name, string kind, string[] known)
    {
        string reason = name == TrainingPlan.ControlNode
            ? "the node that runs and records the experiment has no faults."
            : $"{Shown.Quoted(name)} is no {kind} of this scenario.{NearestName.Hint(name, known)}";
        string workers = kind == "node" ? string.Empty : "; a worker is POOL/INDEX, its index from 0 below the count";
        return new([path], $"{context.Say(path)}; {reason} Known: {string.Join(", ", known)}{workers}.");
    }

    private static IEnumerable<RuleFinding> FaultsHappen(RuleContext context)
    {
        foreach ((string at, FaultSettings fault) in context.Faults)
        {
            string begin = $"{at}.at", until = $"{at}.until";
            if (fault is { At: null, Every: null })
            {
                yield return new([$"{at}.kind", begin], $"{begin} and {at}.every are not set; the fault has "
                    + "no time. Set at for one time, every for a mean time between recurrences, or both.");
            }

            if (fault is { Until: not null, Every: null })
            {
                yield return new([until], $"{context.Say(until)} and {at}.every is not set; only what recurs "
                    + "has an end. Set every, or remove until: lasts says how long one fault lasts.");
            }
            else if (fault.Until <= fault.At)
            {
                yield return new([until, begin], $"{context.Say(until)} and {context.Say(begin)}; the fault would "
                    + "never begin. Let until be after at.");
            }
        }
    }

    private static IEnumerable<RuleFinding> FaultsEnd(RuleContext context)
    {
        foreach ((string at, FaultSettings fault) in context.Faults)
        {
            string lasts = $"{at}.lasts", every = $"{at}.every";
            if (fault.Kind == FaultKind.CrashActor)
            {
                if (fault.Lasts is not null)
                {
                    yield return new([lasts], $"{context.Say(lasts)}; supervision decides when an actor that crashed "
                        + "goes on. Remove it, or use pause-actor.");
                }
            }
            else if (fault.Lasts is null)
            {
                yield return new([$"{at}.kind", lasts], $"{context.Say($"{at}.kind")} and {lasts} is "
                    + "not set; what never ends could keep the run from ending. Add \"lasts\": \"10s\".");
            }
            else if (fault.Kind is not (FaultKind.SlowNode or FaultKind.SlowActor or FaultKind.Degrade)
                && fault.Until is null && fault.Lasts >= fault.Every)
            {
                yield return new([lasts, every], $"{context.Say(lasts)} and {context.Say(every)}; the next would begin "
                    + "before the last has ended, and the run might never end. Let it last less than its mean time "
                    + "between, or set until.");
            }
        }
    }

    private static IEnumerable<RuleFinding> SettingsFitTheKind(RuleContext context)
    {
        foreach ((string at, FaultSettings fault) in context.Faults)
        {
            string path = $"{at}.kind";
            bool isSlow = fault.Kind is FaultKind.SlowNode or FaultKind.SlowActor;
            bool isOfLinks = fault.Kind is FaultKind.Cut or FaultKind.Degrade;
            if (isSlow && fault.Factor is null)
            {
                yield return new([path], $"{context.Say(path)} and {at}.factor is not set; it says how many "
                    + "times as long work takes. Add \"factor\": 10.");
            }

            if (fault.Kind == FaultKind.Degrade && !LinkKeys.Any(key => IsSet($"{at}.{key}")))
            {
                yield return new([path], $"{context.Say(path)} and nothing says how; the links would stay as they are. "
                    + $"Set at least one of {string.Join(", ", LinkKeys)}.");
            }

            IEnumerable<string> strangers =
            [
                .. isSlow ? (string[])[] : ["factor"],
                .. isOfLinks ? (string[])[] : ["against"],
                .. fault.Kind == FaultKind.Degrade ? [] : LinkKeys,
            ];
            foreach (string stranger in strangers.Select(name => $"{at}.{name}").Where(IsSet))
            {
                yield return new([stranger, path], $"{context.Say(stranger)} and {context.Say(path)}; it has no effect "
                    + "there. Remove it or choose another kind.");
            }

            if (!isOfLinks && fault.Direction != FaultDirection.Both)
            {
                yield return new([$"{at}.direction", path], $"{context.Say($"{at}.direction")} and "
                    + $"{context.Say(path)}; only links have a direction. Remove it.");
            }
        }

        bool IsSet(string path) => context.Effective.Value(path).Text is not null;
    }

    private static IEnumerable<RuleFinding> SidesDiffer(RuleContext context)
    {
        foreach ((string at, FaultSettings fault) in context.Faults.Where(
            fault => fault.Fault.Kind is FaultKind.Cut or FaultKind.Degrade))
        {
            string path = $"{at}.target";
            string[] targets = Names(fault.Target), against = Names(fault.Against);
            if (targets.Intersect(against, StringComparer.Ordinal).FirstOrDefault() is { } both)
            {
                yield return new([path], $"{context.Say(path)} and {context.Say($"{at}.against")}; "
                    + $"{Shown.Quoted(both)} is on both sides. Name each node on one.");
            }
            else if (against.Length == 0 && !context.Nodes.Except(targets, StringComparer.Ordinal).Any())
            {
                yield return new([path], $"{context.Say(path)}; no other node is left on the other side. "
                    + "Leave a node out, or place roles on different nodes.");
            }
        }
    }
}
