using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Delight.Simulation.Dispatch;

/// <summary>The private parts of Akka.NET 1.5.74 that the simulation needs. A test calls each of them, so another
/// version of Akka.NET shows at once what moved.</summary>
internal static class AkkaInternals
{
    /// <summary>The instance of an actor; null before it is made and after it has stopped.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<Actor>k__BackingField")]
    public static extern ref ActorBase? Instance(ActorCell cell);

    /// <summary>True from a failure of the actor until its supervisor has decided and that is done.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_IsFailed")]
    public static extern bool IsFailed(ActorCell cell);

    /// <summary>True where system messages wait.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_HasSystemMessages")]
    public static extern bool HasSystemMessages(Mailbox mailbox);

    /// <summary>True from a failure or an await of the actor until that is over.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "IsSuspended")]
    public static extern bool IsSuspended(Mailbox mailbox);

    /// <summary>True where the actor of the mailbox has stopped.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "IsClosed")]
    public static extern bool IsClosed(Mailbox mailbox);

    /// <summary>The newest waiting system message, linked to the older ones.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_systemQueueDoNotCallMeDirectly")]
    public static extern ref SystemMessage? SystemQueue(Mailbox mailbox);

    /// <summary>What an actor has put aside. Akka.NET offers no way to see it without emptying it.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_theStash")]
    public static extern ref LinkedList<Envelope> Stashed(AbstractStash stash);

    /// <summary>The next older system message.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "Next")]
    public static extern ref SystemMessage? Next(SystemMessage message);

    /// <summary>Gives a mailbox a turn where it may have one and has none yet.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "RegisterForExecution")]
    public static extern bool RegisterForExecution(
        MessageDispatcher dispatcher, Mailbox mailbox, bool hasMessageHint, bool hasSystemMessageHint);

    /// <summary>Makes a child; a top-level actor that is not made later by its guardian, but now.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "AttachChildWithAsync")]
    public static extern IActorRef AttachChild(
        ActorCell parent, Props props, bool isSystemService, bool isAsync, string? name);
}
