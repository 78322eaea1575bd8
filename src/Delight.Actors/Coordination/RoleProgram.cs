using Akka.Actor;

namespace Delight.Actors.Coordination;

/// <summary>One role on a node.</summary>
/// <param name="Name">Name of its actor, unique on the node.</param>
/// <param name="Wave">When it starts.</param>
/// <param name="Props">Makes it, also after each failure.</param>
/// <remarks>A role whose <see cref="Wave"/> is <see cref="RoleWave.Record"/> is never restarted: its failure ends the
/// training.</remarks>
public sealed record RoleProgram(string Name, RoleWave Wave, Props Props);

/// <summary>The order in which roles start. A role talks first to roles of earlier waves only, so that no first message
/// finds nobody.</summary>
public enum RoleWave
{
    /// <summary>Coordinator and recorder.</summary>
    Record,

    /// <summary>Parameter server, reward service, evaluator.</summary>
    Service,

    /// <summary>The learner.</summary>
    Learner,

    /// <summary>Rollout workers.</summary>
    Worker,
}
