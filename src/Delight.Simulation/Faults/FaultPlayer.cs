using Akka.Actor;
using Delight.Simulation.Network;

namespace Delight.Simulation.Faults;

/// <summary>Lets the faults of a schedule happen.</summary>
/// <remarks>Faults may overlap: what is down, paused or cut stays so until the last of them ends, slowness multiplies,
/// and of two qualities of one link the later one counts.</remarks>
/// <param name="frictions">Where they happen.</param>
internal sealed class FaultPlayer(IFrictions frictions)
{
    private readonly Dictionary<(FaultKind Kind, string Target), int> _depths = [];
    private readonly Dictionary<(FaultKind Kind, string Target), List<double>> _factors = [];
    private readonly Dictionary<Link, int> _cuts = [];
    private readonly Dictionary<Link, List<LinkQuality>> _qualities = [];
    private readonly Dictionary<Link, LinkQuality> _atStart = [];

    /// <summary>Schedules all of them, counted from now.</summary>
    public void Play(FaultSchedule schedule)
    {
        foreach (FaultOccurrence occurrence in schedule.Occurrences)
        {
            frictions.At(occurrence.Begin, () => Begin(occurrence));
            if (occurrence.Fault.Kind != FaultKind.CrashActor)
            {
                frictions.At(occurrence.Begin + occurrence.Fault.Lasts, () => End(occurrence));
            }
        }
    }

    private void Begin(FaultOccurrence occurrence)
    {
        Fault fault = occurrence.Fault;
        foreach (Link link in Links(occurrence))
        {
            BeginLink(fault, link);
        }

        foreach (string target in fault.IsOfLinks ? [] : occurrence.Targets)
        {
            switch (fault.Kind)
            {
                case FaultKind.CrashActor:
                    WithActor(target, actor => frictions.Crash(actor));
                    break;
                case FaultKind.SlowNode or FaultKind.SlowActor:
                    Factors(fault, target).Add(fault.Factor);
                    Slow(fault, target);
                    break;
                default:
                    if (Deepen(fault.Kind, target, by: 1) == 1)
                    {
                        Set(fault.Kind, target, isOn: true);
                    }

                    break;
            }
        }
    }

    private void End(FaultOccurrence occurrence)
    {
        Fault fault = occurrence.Fault;
        foreach (Link link in Links(occurrence))
        {
            EndLink(fault, link);
        }

        foreach (string target in fault.IsOfLinks ? [] : occurrence.Targets)
        {
            if (fault.Kind is FaultKind.SlowNode or FaultKind.SlowActor)
            {
                Factors(fault, target).Remove(fault.Factor);
                Slow(fault, target);
            }
            else if (Deepen(fault.Kind, target, by: -1) == 0)
            {
                Set(fault.Kind, target, isOn: false);
            }
        }
    }

    /// <summary>What is so already, by hand or because a crash ended a pause, stays so.</summary>
    private void Set(FaultKind kind, string target, bool isOn)
    {
        switch (kind)
        {
            case FaultKind.CrashNode when isOn != frictions.IsDown(target):
                (isOn ? (Action<string>)frictions.Crash : frictions.Restart)(target);
                break;
            case FaultKind.PauseNode when isOn != frictions.IsPaused(target) && !frictions.IsDown(target):
                (isOn ? (Action<string>)frictions.Pause : frictions.Resume)(target);
                break;
            case FaultKind.PauseActor:
                WithActor(target, actor =>
                {
                    if (isOn != frictions.IsPaused(actor))
                    {
                        (isOn ? (Action<IActorRef>)frictions.Pause : frictions.Resume)(actor);
                    }
                });
                break;
        }
    }

    private int Deepen(FaultKind kind, string target, int by) =>
        _depths[(kind, target)] = _depths.GetValueOrDefault((kind, target)) + by;

    private List<double> Factors(Fault fault, string target)
    {
        if (!_factors.TryGetValue((fault.Kind, target), out List<double>? factors))
        {
            _factors.Add((fault.Kind, target), factors = []);
        }

        return factors;
    }

    private void Slow(Fault fault, string target)
    {
        double factor = Factors(fault, target).Aggregate(1.0, (product, next) => product * next);
        if (fault.Kind == FaultKind.SlowNode)
        {
            frictions.Slow(target, factor);
        }
        else
        {
            WithActor(target, actor => frictions.Slow(actor, factor));
        }
    }

    /// <summary>An actor that is not there at the moment is left alone.</summary>
    private void WithActor(string path, Action<IActorRef> act)
    {
        if (frictions.FindActor(path) is { } actor)
        {
            act(actor);
        }
    }

    private void BeginLink(Fault fault, Link link)
    {
        if (fault.Kind == FaultKind.Cut)
        {
            _cuts[link] = _cuts.GetValueOrDefault(link) + 1;
            link.Cut();
            return;
        }

        _atStart.TryAdd(link, link.Quality);
        List<LinkQuality> qualities = _qualities.GetValueOrDefault(link, []);
        qualities.Add(fault.Quality);
        _qualities[link] = qualities;
        link.Quality = fault.Quality;
    }

    private void EndLink(Fault fault, Link link)
    {
        if (fault.Kind == FaultKind.Cut)
        {
            if (--_cuts[link] == 0)
            {
                link.Heal();
            }

            return;
        }

        _qualities[link].Remove(fault.Quality);
        link.Quality = _qualities[link].LastOrDefault() ?? _atStart[link];
        if (_qualities[link].Count == 0)
        {
            _atStart.Remove(link);
        }
    }

    private IEnumerable<Link> Links(FaultOccurrence occurrence)
    {
        Fault fault = occurrence.Fault;
        if (!fault.IsOfLinks)
        {
            yield break;
        }

        IEnumerable<string> others = fault.Against.Count > 0
            ? fault.Against
            : frictions.Nodes.Except(occurrence.Targets, StringComparer.Ordinal);
        foreach (string other in others)
        {
            foreach (string target in occurrence.Targets)
            {
                if (fault.Direction != FaultDirection.Incoming)
                {
                    yield return frictions.Network.Link(target, other);
                }

                if (fault.Direction != FaultDirection.Outgoing)
                {
                    yield return frictions.Network.Link(other, target);
                }
            }
        }
    }
}
