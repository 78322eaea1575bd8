using Akka.Actor;

namespace Delight.Simulation.Live;

/// <summary>Decides as the guardian's strategy does, and tells the observer.</summary>
/// <param name="frictions">With the observer.</param>
/// <param name="chosen">The strategy.</param>
internal sealed class LiveGuardianStrategy(LiveFrictions frictions, OneForOneStrategy chosen) : OneForOneStrategy(
    chosen.MaxNumberOfRetries, chosen.WithinTimeRangeMilliseconds, chosen.Decider)
{
    /// <inheritdoc/>
    protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        frictions.Options.Observer?.Failed(frictions.Elapsed, child, cause, directive);
        base.LogFailure(context, child, cause, directive);
    }
}

/// <summary>Makes the strategy when Akka.NET makes the guardian, on the thread that makes the system.</summary>
internal sealed class LiveGuardianStrategyConfigurator : SupervisorStrategyConfigurator
{
    /// <summary>The frictions whose system this thread makes right now.</summary>
    [ThreadStatic]
    internal static LiveFrictions? Making;

    /// <inheritdoc/>
    public override SupervisorStrategy Create()
    {
        LiveFrictions frictions = Making
            ?? throw new InvalidOperationException("no frictions make a system. Call LiveFrictions.Create.");
        string name = LiveConfig.GuardianOf(frictions.Options);
        SupervisorStrategy chosen = name.Length == 0 ? SupervisorStrategy.DefaultStrategy
            : CreateConfigurator(name).Create();
        return chosen.GetType() == typeof(OneForOneStrategy)
            ? new LiveGuardianStrategy(frictions, (OneForOneStrategy)chosen)
            : chosen;
    }
}
