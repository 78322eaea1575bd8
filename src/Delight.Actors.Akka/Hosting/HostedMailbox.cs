using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Makes the mailboxes of hosted actors, each as its <see cref="Port.ActorSpec.Mailbox"/> says.</summary>
/// <remarks>Akka's own bounded mailbox blocks the sender until there is room, which the port forbids.</remarks>
public sealed class HostedMailbox : MailboxType, IProducesMessageQueue<HostedMailboxQueue>
{
    /// <summary>Called by Akka.</summary>
    /// <param name="settings">Of the actor system.</param>
    /// <param name="config">The section of the mailbox; has no settings beside its type.</param>
    public HostedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    /// <summary>The mailbox of an actor that is about to be made.</summary>
    /// <param name="owner">The actor.</param>
    /// <param name="system">An <see cref="AkkaRuntime"/> made it.</param>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        RuntimeSetup.RuntimeOf(system.Settings).Directory.Attach(owner).Mailbox;
}
