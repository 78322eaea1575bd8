using Akka.Actor;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Delight.Hosting.Health;

/// <summary>Whether a member of a cluster is alive and ready. Thread-safe.</summary>
public abstract class MemberStatus
{
    /// <summary>Name of the check for liveness.</summary>
    public const string AliveCheck = "delight.alive";

    /// <summary>Name of the check for readiness.</summary>
    public const string ReadyCheck = "delight.ready";

    /// <summary>Tag of the check for liveness.</summary>
    public const string LiveTag = "live";

    /// <summary>Tag of the check for readiness.</summary>
    public const string ReadyTag = "ready";

    private volatile ActorSystem? _system;

    private protected MemberStatus()
    {
    }

    /// <summary>Healthy while the actor system runs.</summary>
    public HealthCheckResult Alive => Result(WhyNotAlive, "the actor system runs");

    /// <summary>Healthy while the member does its work; else the text says why not.</summary>
    public HealthCheckResult Ready => Result(WhyNotAlive ?? WhyNotReady, WhyReady);

    private protected abstract string WhyReady { get; }

    private protected abstract string? WhyNotReady { get; }

    private string? WhyNotAlive => _system switch
    {
        null => "the actor system has not started",
        { WhenTerminated.IsCompleted: true } => "the actor system has ended",
        _ => null,
    };

    /// <summary>The actor system has started.</summary>
    internal void Begin(ActorSystem system) => _system = system;

    private static HealthCheckResult Result(string? whyNot, string why) =>
        whyNot is null ? HealthCheckResult.Healthy(why) : HealthCheckResult.Unhealthy(whyNot);
}
