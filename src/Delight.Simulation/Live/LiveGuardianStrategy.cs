using Akka.Actor;

namespace Delight.Simulation.Live;

/// <summary>Decides as the guardian's strategy does, and tells the observer.</summary>
/// <remarks>Akka.NET makes it from a class name alone. So it finds its frictions by the system of the actor that
/// failed.</remarks>
/// <param name="chosen">The strategy.</param>
internal sealed class LiveGuardianStrategy(OneForOneStrategy chosen) : OneForOneStrategy(
    chosen.MaxNumberOfRetries, chosen.WithinTimeRangeMilliseconds, chosen.Decider)
{
    /// <summary>The class name of what makes such a strategy.</summary>
    /// <param name="chosen">The application's own class name; empty: none.</param>
    /// <returns>Nothing where Akka.NET does not find the application's class: it says so itself.</returns>
    public static IEnumerable<string> NameOfConfigurator(string chosen)
    {
        Type? type = chosen.Length == 0 || chosen == typeof(DefaultSupervisorStrategy).FullName
            ? typeof(DefaultSupervisorStrategy)
            : chosen == typeof(StoppingSupervisorStrategy).FullName
                ? typeof(StoppingSupervisorStrategy)
                : Type.GetType(chosen);
        if (type?.IsAssignableTo(typeof(SupervisorStrategyConfigurator)) == true)
        {
            yield return typeof(LiveGuardianStrategyConfigurator<>).MakeGenericType(type).AssemblyQualifiedName!;
        }
    }

    /// <inheritdoc/>
    protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        LiveFrictions frictions = ((LiveScheduler)context.System.Scheduler).Frictions;
        frictions.Options.Observer?.Failed(frictions.Elapsed, child, cause, directive);
        base.LogFailure(context, child, cause, directive);
    }
}

/// <summary>Makes the strategy when Akka.NET makes the guardian.</summary>
/// <typeparam name="TChosen">Makes the strategy that the application has chosen.</typeparam>
internal sealed class LiveGuardianStrategyConfigurator<TChosen> : SupervisorStrategyConfigurator
    where TChosen : SupervisorStrategyConfigurator
{
    /// <inheritdoc/>
    public override SupervisorStrategy Create()
    {
        SupervisorStrategy chosen = Activator.CreateInstance<TChosen>().Create();
        return chosen.GetType() == typeof(OneForOneStrategy)
            ? new LiveGuardianStrategy((OneForOneStrategy)chosen)
            : chosen;
    }
}
