using Akka.Actor;
using Delight.Actors.Port;
using AkkaDirective = Akka.Actor.Directive;
using Directive = Delight.Actors.Port.Directive;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Akka's one-for-one strategy, which asks each child's own <see cref="SupervisionOptions"/>.</summary>
/// <remarks>Restarts are counted by the port's window, which slides and gives the pause as well; Akka's own count has
/// no bound.</remarks>
/// <param name="runtime">Hears what was decided.</param>
/// <param name="parent">Null for the root above all top-level actors.</param>
internal sealed class HostedStrategy(AkkaRuntime runtime, HostedRef? parent)
    : OneForOneStrategy(-1, -1, _ => AkkaDirective.Escalate, loggingEnabled: false)
{
    protected override AkkaDirective Handle(IActorRef child, Exception exception)
    {
        if (runtime.Directory.Find(child) is not { } actor)
        {
            return AkkaDirective.Stop;
        }

        if (actor.LifeOfParent != (parent?.Life.Deaths ?? 0))
        {
            return AkkaDirective.Stop; // its parent died with its node, and it is about to stop
        }

        // Akka wraps what is thrown at a start; what it rethrows at an escalation is the same object.
        Exception failure = exception;
        while (failure is ActorInitializationException { InnerException: { } inner })
        {
            failure = inner;
        }

        HostedRef origin = actor;
        if (actor.Life.Escalated is { } escalated && escalated.Cause == failure)
        {
            origin = escalated.Origin;
        }

        actor.Life.Escalated = null;
        return Decide(actor, failure, origin);
    }

    private AkkaDirective Decide(HostedRef actor, Exception failure, HostedRef origin)
    {
        Directive directive;
        try
        {
            directive = actor.Spec.Supervision.Decide(failure);
        }
        catch (Exception broken)
        {
            // A part that promised not to throw did: that ends the run in order, and not the parent in silence.
            runtime.Fail(actor, broken);
            return AkkaDirective.Stop;
        }

        if (directive == Directive.Resume && !actor.Life.IsStarted)
        {
            directive = Directive.Stop; // its start failed: there is nothing to go on with
        }

        switch (directive)
        {
            case Directive.Resume:
                runtime.Report(actor, "actor-resumed", failure.Message);
                return AkkaDirective.Resume;
            case Directive.Restart:
                return Restart(actor, failure);
            case Directive.Stop:
                runtime.Report(actor, "actor-stopped", failure.Message);
                return AkkaDirective.Stop;
            default:
                return Escalate(actor, failure, origin);
        }
    }

    private AkkaDirective Restart(HostedRef actor, Exception failure)
    {
        if (!actor.Life.TryAllowRestart(failure, out TimeSpan pause, out string refusal))
        {
            runtime.Report(actor, "actor-stopped", refusal);
            return AkkaDirective.Stop;
        }

        runtime.Counters.CountRestart();
        runtime.Report(actor, "actor-restarted", $"after {pause}: {failure.Message}");
        return AkkaDirective.Restart;
    }

    private AkkaDirective Escalate(HostedRef actor, Exception failure, HostedRef origin)
    {
        if (parent is null)
        {
            runtime.Fail(origin, failure);
            return AkkaDirective.Stop;
        }

        runtime.Report(actor, "failure-escalated", failure.Message);
        parent.Life.Escalated = (failure, origin);
        return AkkaDirective.Escalate;
    }
}
