using Akka.Actor;

namespace Delight.Simulation.TestKit.Systems;

/// <summary>Leads from an actor system to what is known of it. The base class of a kit hands nothing else to the
/// method that it calls before any constructor of ours has run.</summary>
internal sealed class TestedSystemExtension(ITestedSystem tested) : IExtension
{
    public ITestedSystem Tested => tested;

    /// <exception cref="NotSupportedException">The system is not the kit's own.</exception>
    public static ITestedSystem Of(ActorSystem? system) =>
        system is not null && system.HasExtension<TestedSystemExtension>()
            ? system.GetExtension<TestedSystemExtension>().Tested
            : throw new NotSupportedException(
                "a probe of another actor system has no virtual time. Make one system with several nodes instead.");
}

/// <summary>Registers it.</summary>
internal sealed class TestedSystemId(ITestedSystem tested) : ExtensionIdProvider<TestedSystemExtension>
{
    /// <inheritdoc/>
    public override TestedSystemExtension CreateExtension(ExtendedActorSystem system) => new(tested);
}
