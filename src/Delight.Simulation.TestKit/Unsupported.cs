using Akka.Actor;
using Delight.Simulation.TestKit.Systems;

namespace Delight.Simulation.TestKit;

/// <summary>One line for each part of Akka's kit that cannot work in virtual time: what, why, and what to
/// use.</summary>
internal static class Unsupported
{
    public static NotSupportedException TestActorRef() => new(
        "a TestActorRef runs its actor inside of the caller, past mailbox and network. Start the actor with AddNode or "
        + "ActorOf, and ask it with a probe.");

    public static NotSupportedException Blocking(string what) => new(
        $"a {what} blocks the one thread of the simulation for ever. Let the actors tell a probe, and use ExpectMsg.");

    public static NotSupportedException EventFilter() => new(
        "an EventFilter waits by the wall clock for what loggers say. Subscribe a probe to Sys.EventStream, and use "
        + "ExpectMsg.");

    public static NotSupportedException OtherSystem() => new(
        "a probe of another actor system has no virtual time. Make one system with several nodes, and use "
        + "CreateTestProbe(name, node).");

    public static NotSupportedException StaticWait() => new(
        "a static member knows no simulation whose time could pass. Use AwaitConditionNoThrow.");

    /// <summary>What is known of the kit's own system.</summary>
    /// <exception cref="NotSupportedException">It is another one.</exception>
    public static ITestedSystem Own(ActorSystem own, ActorSystem? system) =>
        system is null || ReferenceEquals(own, system)
            ? TestedSystemExtension.Of(own)
            : throw new NotSupportedException(
                $"actor system {system.Name} is not the kit's own, so it ends by the wall clock. Call its Terminate.");
}
