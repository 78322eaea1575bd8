using Akka.Actor;
using Delight.Actors.Akka.Wire;
using Delight.Actors.Port;
using Delight.Actors.Snapshots;

namespace Delight.Actors.Akka.Hosting;

/// <summary>The way of messages, within a node, between nodes of this process, and to other processes.</summary>
public sealed partial class AkkaRuntime
{
    internal void Send(HostedRef? sender, ActorRef receiver, object message)
    {
        if (receiver is RemoteRef remote)
        {
            SendAbroad(sender, remote, message);
            return;
        }

        Watching?.Sent(sender, receiver, message, Elapsed);
        if (sender is not null && sender.Life.IsCutOff)
        {
            CountDrop(sender, message, sender.Life.LossReason);
            return;
        }

        Pass(sender, (HostedRef)receiver, message);
    }

    /// <summary>Sends a message of the runtime itself, also for an actor that is no more.</summary>
    internal void SendOfSystem(ActorRef sender, ActorRef receiver, object message)
    {
        if (receiver is RemoteRef remote)
        {
            SendAbroad(sender as HostedRef, remote, message);
            return;
        }

        Pass((HostedRef)sender, (HostedRef)receiver, message);
    }

    internal void CountDrop(HostedRef actor, object message, string reason)
    {
        Counters.CountDrop(reason);
        Report(actor, "message-dropped", $"{(message as IMessage)?.WireName ?? message.GetType().Name}: {reason}");
    }

    /// <summary>Counts a message to or from another process that reached nobody.</summary>
    internal void LoseAbroad(IActorRef receiver, IMessage message)
    {
        Counters.CountDrop("dead-letter");
        Report("message-dropped", receiver.Path.ToString(), $"{message.WireName}: dead-letter");
    }

    /// <summary>A whole policy would keep heartbeats waiting: policies go in pieces.</summary>
    private void SendAbroad(HostedRef? sender, RemoteRef receiver, object message)
    {
        if (message is IMessage { WireName: { } name } and not IPolicyMessage && WireFormats.Find(name) is not null)
        {
            receiver.Target.Tell(message, sender?.Target ?? ActorRefs.NoSender);
            return;
        }

        Counters.CountDrop("not-for-the-wire");
        Report("message-dropped", receiver.ToString(), $"{message.GetType().Name}: not-for-the-wire");
    }

    private void Pass(HostedRef? sender, HostedRef receiver, object message)
    {
        if (sender is null || sender.Home == receiver.Home)
        {
            receiver.Deliver(new Delivery(message, receiver, sender));
        }
        else
        {
            _network.Pass(sender, receiver, message, Elapsed);
        }
    }
}
