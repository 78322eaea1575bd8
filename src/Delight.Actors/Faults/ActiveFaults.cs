using Delight.Actors.Network;

namespace Delight.Actors.Faults;

/// <summary>Faults that overlap: what is down, paused or cut stays so until the last of them ends, slowness multiplies,
/// and of two changes of one link the later one counts.</summary>
/// <param name="control">What carries them out.</param>
/// <param name="plan">Says who is on the other side.</param>
/// <param name="actors">Addresses of targets that are actors.</param>
internal sealed class ActiveFaults(IFaultControl control, FaultPlan plan, ActorDirectory actors)
{
    private readonly Dictionary<(FaultKind Kind, string Target), int> _depths = [];
    private readonly Dictionary<(FaultKind Kind, string Target), List<double>> _factors = [];
    private readonly Dictionary<(string From, string To), int> _cuts = [];
    private readonly Dictionary<(string From, string To), List<LinkChange>> _changes = [];
    private readonly Dictionary<(string From, string To), LinkQuality> _atStart = [];

    /// <summary>A fault begins.</summary>
    /// <param name="fault">Which.</param>
    /// <param name="targets">Those of its targets that it hits, each by its own name.</param>
    public void Begin(FaultOptions fault, IReadOnlyList<string> targets)
    {
        if (fault.IsOfLinks)
        {
            BeginLinks(fault);
            return;
        }

        foreach (string target in targets)
        {
            (FaultKind, string) key = (fault.Kind, target);
            if (fault.Kind is FaultKind.SlowNode or FaultKind.SlowActor)
            {
                List<double> factors = _factors.GetValueOrDefault(key, []);
                factors.Add(fault.Factor);
                _factors[key] = factors;
                Slow(fault, target, factors);
            }
            else if (fault.Kind == FaultKind.CrashActor)
            {
                control.CrashActor(actors.Find(target));
            }
            else if (Deepen(_depths, key, by: 1) == 1)
            {
                Set(fault.Kind, target, isOn: true);
            }
        }
    }

    /// <summary>The same fault, with the same targets, is over.</summary>
    public void End(FaultOptions fault, IReadOnlyList<string> targets)
    {
        if (fault.IsOfLinks)
        {
            EndLinks(fault);
            return;
        }

        foreach (string target in targets)
        {
            (FaultKind, string) key = (fault.Kind, target);
            if (fault.Kind is FaultKind.SlowNode or FaultKind.SlowActor)
            {
                _factors[key].Remove(fault.Factor);
                Slow(fault, target, _factors[key]);
            }
            else if (Deepen(_depths, key, by: -1) == 0)
            {
                Set(fault.Kind, target, isOn: false);
            }
        }
    }

    private static int Deepen<TKey>(Dictionary<TKey, int> depths, TKey key, int by)
        where TKey : notnull => depths[key] = depths.GetValueOrDefault(key) + by;

    private void Set(FaultKind kind, string target, bool isOn)
    {
        switch (kind, isOn)
        {
            case (FaultKind.CrashNode, true):
                control.CrashNode(target);
                break;
            case (FaultKind.CrashNode, false):
                control.RestartNode(target);
                break;
            case (FaultKind.PauseNode, true):
                control.PauseNode(target);
                break;
            case (FaultKind.PauseNode, false):
                control.ResumeNode(target);
                break;
            case (FaultKind.PauseActor, true):
                control.PauseActor(actors.Find(target));
                break;
            case (FaultKind.PauseActor, false):
                control.ResumeActor(actors.Find(target));
                break;
            default:
                throw new InvalidOperationException($"{kind} is neither on nor off.");
        }
    }

    private void Slow(FaultOptions fault, string target, List<double> factors)
    {
        double factor = factors.Aggregate(1.0, (product, next) => product * next);
        if (fault.Kind == FaultKind.SlowNode)
        {
            control.SlowNode(target, factor);
        }
        else
        {
            control.SlowActor(actors.Find(target), factor);
        }
    }

    private void BeginLinks(FaultOptions fault)
    {
        foreach ((string From, string To) link in Links(fault))
        {
            if (fault.Kind == FaultKind.DegradeLink)
            {
                _atStart.TryAdd(link, control.LinkQuality(link.From, link.To));
                List<LinkChange> changes = _changes.GetValueOrDefault(link, []);
                changes.Add(fault.Change);
                _changes[link] = changes;
                Change(link, changes);
            }
            else if (Deepen(_cuts, link, by: 1) == 1)
            {
                control.CutLink(link.From, link.To);
            }
        }
    }

    private void EndLinks(FaultOptions fault)
    {
        foreach ((string From, string To) link in Links(fault))
        {
            if (fault.Kind == FaultKind.DegradeLink)
            {
                _changes[link].Remove(fault.Change);
                Change(link, _changes[link]);
            }
            else if (Deepen(_cuts, link, by: -1) == 0)
            {
                control.HealLink(link.From, link.To);
            }
        }
    }

    private void Change((string From, string To) link, List<LinkChange> changes) => control.SetLink(
        link.From, link.To,
        changes.Count == 0 ? null : changes.Aggregate(_atStart[link], (quality, change) => change.Apply(quality)));

    private IEnumerable<(string From, string To)> Links(FaultOptions fault)
    {
        IEnumerable<string> others = fault.Against.Count > 0
            ? fault.Against
            : plan.Nodes.Except(fault.Targets, StringComparer.Ordinal);
        foreach (string other in others)
        {
            foreach (string target in fault.Targets)
            {
                if (fault.Direction != FaultDirection.Incoming)
                {
                    yield return (target, other);
                }

                if (fault.Direction != FaultDirection.Outgoing)
                {
                    yield return (other, target);
                }
            }
        }
    }
}
