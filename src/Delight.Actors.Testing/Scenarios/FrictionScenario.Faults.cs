using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Scenarios;

/// <summary>What goes wrong by plan; each adds a fault to those there are.</summary>
/// <remarks>Actors are named <c>learner</c>, <c>parameter-server</c>, <c>reward-service</c>, <c>evaluator</c>, by their
/// pool (all of its workers), or <c>POOL/INDEX</c>.</remarks>
public sealed partial record FrictionScenario
{
    /// <summary>Any fault, with all that <see cref="Fault"/> can say.</summary>
    public FrictionScenario WithFault(Fault fault) => this with { Faults = [.. Faults, fault] };

    /// <summary>An actor throws, in the midst of its work; its supervision restarts it after a second.</summary>
    public FrictionScenario Crash(string actor, TimeSpan at) =>
        WithFault(new Fault { Kind = FaultKind.CrashActor, Targets = [actor], At = at });

    /// <summary>An actor throws again and again, at exponential intervals; of a pool one worker each time.</summary>
    /// <param name="actor">Which.</param>
    /// <param name="every">Mean time from one crash to the next.</param>
    /// <param name="until">None begins at or after this time; null: to the run's end.</param>
    public FrictionScenario CrashEvery(string actor, TimeSpan every, TimeSpan? until = null) => WithFault(
        new Fault { Kind = FaultKind.CrashActor, Targets = [actor], Every = every, Until = until });

    /// <summary>A node dies with everything on it, and comes back.</summary>
    public FrictionScenario CrashNode(string node, TimeSpan at, TimeSpan lasts) =>
        WithFault(new Fault { Kind = FaultKind.CrashNode, Targets = [node], At = at, Lasts = lasts });

    /// <summary>Nothing goes on in an actor for a while, and nobody notices.</summary>
    public FrictionScenario Pause(string actor, TimeSpan at, TimeSpan lasts) =>
        WithFault(new Fault { Kind = FaultKind.PauseActor, Targets = [actor], At = at, Lasts = lasts });

    /// <summary>Nothing goes on on a node for a while, and nobody notices.</summary>
    public FrictionScenario PauseNode(string node, TimeSpan at, TimeSpan lasts) =>
        WithFault(new Fault { Kind = FaultKind.PauseNode, Targets = [node], At = at, Lasts = lasts });

    /// <summary>Work of an actor takes <paramref name="factor"/> times as long for a while.</summary>
    public FrictionScenario Slow(string actor, double factor, TimeSpan at, TimeSpan lasts) => WithFault(
        new Fault { Kind = FaultKind.SlowActor, Targets = [actor], Factor = factor, At = at, Lasts = lasts });

    /// <summary>A node is cut off from other nodes, both ways, for a while.</summary>
    /// <param name="node">Which.</param>
    /// <param name="against">The nodes on the other side; none: all others.</param>
    /// <param name="at">When.</param>
    /// <param name="lasts">For how long.</param>
    public FrictionScenario Partition(string node, IReadOnlyList<string> against, TimeSpan at, TimeSpan lasts) =>
        WithFault(new Fault
        {
            Kind = FaultKind.Cut, Targets = [node], Against = against, At = at, Lasts = lasts,
        });

    /// <summary>Links from one node to another are worse for a while.</summary>
    /// <param name="from">The sending node.</param>
    /// <param name="to">The receiving node.</param>
    /// <param name="change">What becomes of the link.</param>
    /// <param name="at">When.</param>
    /// <param name="lasts">For how long.</param>
    public FrictionScenario Degrade(string from, string to, LinkChange change, TimeSpan at, TimeSpan lasts) =>
        WithFault(new Fault
        {
            Kind = FaultKind.Degrade, Targets = [from], Against = [to], Direction = FaultDirection.Outgoing,
            Change = change, At = at, Lasts = lasts,
        });
}
