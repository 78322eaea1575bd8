using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Delight.Simulation.Mailboxes;

/// <summary>A mailbox that holds a bounded number of messages and never blocks who sends: the overflow is named, and
/// each message that is dropped is published as <see cref="Akka.Event.Dropped"/>.</summary>
/// <remarks>
/// <para>Configuration: <c>my-mailbox { mailbox-type = "Delight.Simulation.Mailboxes.BoundedMailbox,
/// Delight.Simulation.Abstractions", mailbox-capacity = 100, overflow = drop-newest }</c>, then
/// <c>Props.WithMailbox("my-mailbox")</c>. Values of <c>overflow</c>: <c>drop-newest</c> (the default),
/// <c>drop-oldest</c>, <c>return</c>.</para>
/// <para>The bound does not count what Akka.NET handles itself and sends through the user queue, such as
/// <see cref="Terminated"/> and <see cref="PoisonPill"/>; it is never dropped. Akka's own bounded mailbox blocks the
/// sender, which would stop virtual time.</para>
/// </remarks>
public sealed class BoundedMailbox : MailboxType, IProducesMessageQueue<BoundedQueue>
{
    private readonly int _capacity;
    private readonly MailboxOverflow _overflow;

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="ConfigurationException">The capacity is missing or below 1, or there is no such
    /// overflow.</exception>
    public BoundedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        _capacity = config.GetInt("mailbox-capacity");
        if (_capacity < 1)
        {
            throw new ConfigurationException(
                $"mailbox-capacity is {_capacity}; a bounded mailbox holds at least 1 message. Set mailbox-capacity.");
        }

        string overflow = config.GetString("overflow", "drop-newest");
        _overflow = overflow switch
        {
            "drop-newest" => MailboxOverflow.DropNewest,
            "drop-oldest" => MailboxOverflow.DropOldest,
            "return" => MailboxOverflow.Return,
            _ => throw new ConfigurationException(
                $"overflow is '{overflow}'; a bounded mailbox knows drop-newest, drop-oldest and return. Set one of "
                    + "them."),
        };
    }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new BoundedQueue(_capacity, _overflow, owner, system.EventStream);
}
