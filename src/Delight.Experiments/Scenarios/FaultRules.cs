using System.Globalization;
using Delight.Actors.Coordination;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

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
    public static string[] Names(ScenarioSection fault, string path) => fault.IsSet(path)
        ? fault.Text(path).Split(',', StringSplitOptions.TrimEntries)
        : [];

    private static IEnumerable<RuleFinding> TargetsExist(RuleContext context)
    {
        string[] nodes = [.. context.Nodes.Where(node => node != TrainingPlan.ControlNode)];
        string[] pools = [.. context.Pools.Select(pool => pool.Text("pool"))];
        foreach (ScenarioSection fault in context.Scenario.List("faults"))
        {
            bool isOfActors = Kind(fault).EndsWith("-actor", StringComparison.Ordinal);
            string[] known = isOfActors ? [.. Roles, .. pools] : nodes;
            string kind = isOfActors ? "role, pool or worker" : "node";
            foreach (string name in Names(fault, "target").Where(
                name => !known.Contains(name, StringComparer.Ordinal) && !(isOfActors && IsWorker(context, name))))
            {
                yield return Unknown(context, $"{fault.Path}.target", name, kind, known);
            }

            foreach (string name in Names(fault, "against").Except(nodes, StringComparer.Ordinal))
            {
                yield return Unknown(context, $"{fault.Path}.against", name, "node", nodes);
            }
        }
    }

    private static bool IsWorker(RuleContext context, string name)
    {
        int slash = name.LastIndexOf('/');
        return slash > 0
            && int.TryParse(name[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && name[(slash + 1)..] == index.ToString(CultureInfo.InvariantCulture)
            && context.Pools.Any(pool => pool.Text("pool") == name[..slash] && index < pool.Integer("count"));
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
        foreach (ScenarioSection fault in context.Scenario.List("faults"))
        {
            string at = $"{fault.Path}.at", until = $"{fault.Path}.until";
            if (!fault.IsSet("at") && !fault.IsSet("every"))
            {
                yield return new([$"{fault.Path}.kind", at], $"{at} and {fault.Path}.every are not set; the fault has "
                    + "no time. Set at for one time, every for a mean time between recurrences, or both.");
            }

            if (fault.IsSet("until") && !fault.IsSet("every"))
            {
                yield return new([until], $"{context.Say(until)} and {fault.Path}.every is not set; only what recurs "
                    + "has an end. Set every, or remove until: lasts says how long one fault lasts.");
            }
            else if (fault.IsSet("until") && fault.IsSet("at") && fault.Duration("until") <= fault.Duration("at"))
            {
                yield return new([until, at], $"{context.Say(until)} and {context.Say(at)}; the fault would never "
                    + "begin. Let until be after at.");
            }
        }
    }

    private static IEnumerable<RuleFinding> FaultsEnd(RuleContext context)
    {
        foreach (ScenarioSection fault in context.Scenario.List("faults"))
        {
            string lasts = $"{fault.Path}.lasts", every = $"{fault.Path}.every", kind = Kind(fault);
            if (kind == "crash-actor")
            {
                if (fault.IsSet("lasts"))
                {
                    yield return new([lasts], $"{context.Say(lasts)}; supervision decides when an actor that crashed "
                        + "goes on. Remove it, or use pause-actor.");
                }
            }
            else if (!fault.IsSet("lasts"))
            {
                yield return new([$"{fault.Path}.kind", lasts], $"{context.Say($"{fault.Path}.kind")} and {lasts} is "
                    + "not set; what never ends could keep the run from ending. Add \"lasts\": \"10s\".");
            }
            else if (kind is not ("slow-node" or "slow-actor" or "degrade-link") && fault.IsSet("every")
                && !fault.IsSet("until") && fault.Duration("lasts") >= fault.Duration("every"))
            {
                yield return new([lasts, every], $"{context.Say(lasts)} and {context.Say(every)}; the next would begin "
                    + "before the last has ended, and the run might never end. Let it last less than its mean time "
                    + "between, or set until.");
            }
        }
    }

    private static IEnumerable<RuleFinding> SettingsFitTheKind(RuleContext context)
    {
        foreach (ScenarioSection fault in context.Scenario.List("faults"))
        {
            string kind = Kind(fault), path = $"{fault.Path}.kind";
            bool isSlow = kind is "slow-node" or "slow-actor", isOfLinks = kind is "partition" or "degrade-link";
            if (isSlow && !fault.IsSet("factor"))
            {
                yield return new([path], $"{context.Say(path)} and {fault.Path}.factor is not set; it says how many "
                    + "times as long work takes. Add \"factor\": 10.");
            }

            if (kind == "degrade-link" && !LinkKeys.Any(fault.IsSet))
            {
                yield return new([path], $"{context.Say(path)} and nothing says how; the links would stay as they are. "
                    + $"Set at least one of {string.Join(", ", LinkKeys)}.");
            }

            IEnumerable<string> strangers =
            [
                .. isSlow ? (string[])[] : ["factor"],
                .. isOfLinks ? (string[])[] : ["against"],
                .. kind == "degrade-link" ? [] : LinkKeys,
            ];
            foreach (string stranger in strangers.Where(fault.IsSet).Select(name => $"{fault.Path}.{name}"))
            {
                yield return new([stranger, path], $"{context.Say(stranger)} and {context.Say(path)}; it has no effect "
                    + "there. Remove it or choose another kind.");
            }

            if (!isOfLinks && fault.Text("direction") != "both")
            {
                yield return new([$"{fault.Path}.direction", path], $"{context.Say($"{fault.Path}.direction")} and "
                    + $"{context.Say(path)}; only links have a direction. Remove it.");
            }
        }
    }

    private static IEnumerable<RuleFinding> SidesDiffer(RuleContext context)
    {
        foreach (ScenarioSection fault in context.Scenario.List("faults").Where(
            fault => Kind(fault) is "partition" or "degrade-link"))
        {
            string path = $"{fault.Path}.target";
            string[] targets = Names(fault, "target"), against = Names(fault, "against");
            if (targets.Intersect(against, StringComparer.Ordinal).FirstOrDefault() is { } both)
            {
                yield return new([path], $"{context.Say(path)} and {context.Say($"{fault.Path}.against")}; "
                    + $"{Shown.Quoted(both)} is on both sides. Name each node on one.");
            }
            else if (against.Length == 0 && !context.Nodes.Except(targets, StringComparer.Ordinal).Any())
            {
                yield return new([path], $"{context.Say(path)}; no other node is left on the other side. "
                    + "Leave a node out, or place roles on different nodes.");
            }
        }
    }

    private static string Kind(ScenarioSection fault) => fault.Text("kind");
}
