using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Live;

/// <summary>Tells the observer what an actor of a live system does with its messages.</summary>
/// <remarks>A gate makes the calls of one actor come one after the other. Akka.NET says when a message begins, since
/// the queue hands it out then. The message is over when the queue is asked for the next one, or when the turn ends.
/// The next turn may begin on another thread before the last one has come back here. So each turn is an object of its
/// own, and one that comes late tells nothing.</remarks>
/// <param name="frictions">With the clock.</param>
/// <param name="observer">Who hears.</param>
/// <param name="actor">Of whom.</param>
internal sealed class ObservedActor(LiveFrictions frictions, ISimulationObserver observer, IActorRef actor)
{
    private readonly Lock _gate = new();
    private object? _message;
    private Turn? _turn;

    /// <summary>A message reaches the mailbox.</summary>
    /// <param name="envelope">Which.</param>
    /// <param name="queue">Takes it, so that the observer hears of messages in the order of the queue; null: the caller
    /// puts it there afterwards.</param>
    public void Deliver(in Envelope envelope, ConcurrentQueue<Envelope>? queue)
    {
        lock (_gate)
        {
            observer.Delivered(frictions.Elapsed, actor, envelope.Message, envelope.Sender);
            queue?.Enqueue(envelope);
        }
    }

    /// <summary>The actor takes a message out. What is taken out between two turns is not for the actor.</summary>
    public void Begin(object message)
    {
        lock (_gate)
        {
            EndMessage();
            if (_turn is not null)
            {
                _message = message;
                observer.Began(frictions.Elapsed, actor, message);
            }
        }
    }

    /// <summary>The actor has stopped.</summary>
    public void End()
    {
        lock (_gate)
        {
            EndMessage();
            observer.Ended(frictions.Elapsed, actor);
        }
    }

    /// <summary>What a thread is to run in place of the mailbox.</summary>
    public IRunnable TurnOf(Mailbox mailbox) => new Turn(this, mailbox);

    private void BeginTurn(Turn turn)
    {
        lock (_gate)
        {
            EndMessage();
            _turn = turn;
        }
    }

    private void EndTurn(Turn turn)
    {
        lock (_gate)
        {
            if (_turn == turn)
            {
                EndMessage();
                _turn = null;
            }
        }
    }

    private void EndMessage()
    {
        if (_message is { } message)
        {
            _message = null;
            observer.Handled(frictions.Elapsed, actor, message);
        }
    }

    private sealed class Turn(ObservedActor observed, Mailbox mailbox) : IRunnable
    {
        public void Run()
        {
            observed.BeginTurn(this);
            try
            {
                mailbox.Run();
            }
            finally
            {
                observed.EndTurn(this);
            }
        }

        public void Execute() => Run();
    }
}
