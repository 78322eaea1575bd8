using System.Reflection;
using Akka.Actor;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Failures;

/// <summary>Decides on failures of top-level actors: those of the application fail the run, unless it lets the guardian
/// decide.</summary>
internal sealed class GuardianStrategy(SimulationLoop loop, SupervisorStrategy chosen)
    : OneForOneStrategy(cause => chosen.Decider.Decide(cause))
{
    /// <inheritdoc/>
    protected override Directive Handle(IActorRef child, Exception exception)
    {
        Directive decision = base.Handle(child, exception);
        bool isOurs = loop.Injected.Contains(exception);
        if (decision == Directive.Escalate || (!isOurs && !loop.Options.GuardianDecides))
        {
            string who = SimulationLoop.NameOf(child);
            loop.Fail(
                FailureKind.Unsupervised,
                $"actor {who} failed and nobody of the application supervises it: {Describe(exception)}. Give it a "
                + "parent with a strategy, or set SimulationOptions.GuardianDecides", exception);
            return Directive.Stop;
        }

        return isOurs ? Directive.Restart : decision;
    }

    /// <inheritdoc/>
    protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        loop.Counters.Failures++;
        loop.Options.Observer?.Failed(TimeSpan.FromTicks(loop.Now), child, cause, directive);
        base.LogFailure(context, child, cause, directive);
    }

    private static string Describe(Exception exception)
    {
        // Akka.NET wraps what a constructor throws three times.
        Exception cause = exception;
        while (cause is ActorInitializationException or TypeLoadException or TargetInvocationException
            && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return $"{cause.GetType().Name}: {SimulationLoop.FirstLine(cause.Message)}";
    }
}

/// <summary>Makes the strategy when Akka.NET makes the guardian, on the thread that makes the system.</summary>
internal sealed class GuardianStrategyConfigurator : SupervisorStrategyConfigurator
{
    /// <summary>The simulation whose system this thread makes right now.</summary>
    [ThreadStatic]
    internal static SimulationLoop? Making;

    /// <summary>The configurator that the application has chosen.</summary>
    [ThreadStatic]
    internal static string? Chosen;

    /// <inheritdoc/>
    public override SupervisorStrategy Create() => new GuardianStrategy(
        Making ?? throw new InvalidOperationException("no simulation makes a system. Call Simulation.Create."),
        string.IsNullOrEmpty(Chosen) ? SupervisorStrategy.DefaultStrategy : CreateConfigurator(Chosen).Create());
}
