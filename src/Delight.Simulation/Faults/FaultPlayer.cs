using Akka.Actor;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Faults;

/// <summary>Lets the faults of a schedule happen.</summary>
/// <remarks>Faults may overlap: what is down, paused or cut stays so until the last of them ends, slowness multiplies,
/// and changes of one link apply in the order of their beginnings to the quality before the first of them.</remarks>
/// <param name="frictions">Where they happen.</param>
/// <param name="observer">Hears of each; may be null.</param>
internal sealed class FaultPlayer(INodeFrictions frictions, ISimulationObserver? observer)
{
    private readonly Dictionary<(FaultKind Kind, string Target), int> _depths = [];
    private readonly Dictionary<(FaultKind Kind, string Target), List<double>> _factors = [];
    private readonly Dictionary<Link, int> _cuts = [];
    private readonly Dictionary<Link, Degradation> _degraded = [];

    /// <summary>Schedules all of them, counted from now.</summary>
    public void Play(FaultSchedule schedule)
    {
        foreach (FaultOccurrence occurrence in schedule.Occurrences)
        {
            frictions.At(occurrence.Begin, () => Begin(occurrence));
            if (occurrence.Fault.Kind != FaultKind.CrashActor)
            {
                frictions.At(occurrence.End, () => End(occurrence));
            }
        }
    }

    private void Begin(FaultOccurrence occurrence)
    {
        observer?.FaultBegan(frictions.Elapsed, occurrence);
        Fault fault = occurrence.Fault;
        foreach (Link link in Links(occurrence))
        {
            BeginLink(occurrence, link);
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
            EndLink(occurrence, link);
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

        observer?.FaultEnded(frictions.Elapsed, occurrence);
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

    private void BeginLink(FaultOccurrence occurrence, Link link)
    {
        if (occurrence.Fault.Kind == FaultKind.Cut)
        {
            _cuts[link] = _cuts.GetValueOrDefault(link) + 1;
            link.Cut();
            return;
        }

        if (!_degraded.TryGetValue(link, out Degradation? degradation))
        {
            _degraded.Add(link, degradation = new Degradation(link.Quality));
        }

        link.Quality = degradation.Add(occurrence);
    }

    private void EndLink(FaultOccurrence occurrence, Link link)
    {
        if (occurrence.Fault.Kind == FaultKind.Cut)
        {
            if (--_cuts[link] == 0)
            {
                link.Heal();
            }

            return;
        }

        Degradation degradation = _degraded[link];
        link.Quality = degradation.Remove(occurrence);
        if (degradation.IsOver)
        {
            _degraded.Remove(link);
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

    /// <summary>The changes that last on one link.</summary>
    /// <param name="before">Quality before the first of them.</param>
    private sealed class Degradation(LinkQuality before)
    {
        // Each is found again by itself: two lines of a plan may have equal changes.
        private readonly List<FaultOccurrence> _lasting = [];

        public bool IsOver => _lasting.Count == 0;

        /// <returns>The quality from now on.</returns>
        public LinkQuality Add(FaultOccurrence occurrence)
        {
            _lasting.Add(occurrence);
            return Quality();
        }

        /// <inheritdoc cref="Add"/>
        public LinkQuality Remove(FaultOccurrence occurrence)
        {
            _lasting.RemoveAt(_lasting.FindIndex(lasting => ReferenceEquals(lasting, occurrence)));
            return Quality();
        }

        private LinkQuality Quality() =>
            _lasting.Aggregate(before, (quality, lasting) => lasting.Fault.Change.Apply(quality));
    }
}
