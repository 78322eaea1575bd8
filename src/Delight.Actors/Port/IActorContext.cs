using Delight.Determinism;

namespace Delight.Actors.Port;

/// <summary>Everything impure that an actor may use. Valid only while one of its methods runs.</summary>
public interface IActorContext
{
    /// <summary>The actor itself.</summary>
    ActorRef Self { get; }

    /// <summary>Who sent the message at hand; the actor itself where nobody did (a timer,
    /// <see cref="Terminated"/>).</summary>
    ActorRef Sender { get; }

    /// <summary>The clock: virtual in a simulated run, where it moves on by <see cref="Occupy"/>.</summary>
    TimeProvider Time { get; }

    /// <summary>Time since the system started.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>The random stream of that name and index under the run's root seed, from its beginning.</summary>
    RandomStream Random(string name, long index = 0);

    /// <summary>Sends at most once, in order for each receiver; never blocks and never throws for the receiver's
    /// sake.</summary>
    void Send(ActorRef receiver, object message);

    /// <summary>Puts the message at hand aside until <see cref="UnstashAll"/>.</summary>
    /// <exception cref="InvalidOperationException">No message is at hand, or it is stashed already.</exception>
    void Stash();

    /// <summary>Puts all stashed messages back at the head of the mailbox, in the order in which they came.</summary>
    void UnstashAll();

    /// <summary>Sends a message to the actor itself after a delay; a timer of the same key is replaced.</summary>
    void StartTimer(string key, object message, TimeSpan delay);

    /// <summary>Cancels a timer; its message will not come, even if its time has passed. No such timer is no
    /// error.</summary>
    void CancelTimer(string key);

    /// <summary>Starts a child.</summary>
    /// <param name="name">Unique among the actor's children; letters, digits, '-', '_' and '.'.</param>
    /// <param name="spec">How to make it, where it lives, how it is supervised.</param>
    /// <exception cref="ArgumentException">The name is taken or has other characters.</exception>
    ActorRef Spawn(string name, ActorSpec spec);

    /// <summary>Asks for one <see cref="Terminated"/> when that actor stops for good; at once if it already
    /// has.</summary>
    void Watch(ActorRef actor);

    /// <summary>Takes a watch back.</summary>
    void Unwatch(ActorRef actor);

    /// <summary>Stops an actor after the message it is at; what waits in its mailbox becomes dead letters.
    /// Its children stop before it.</summary>
    void Stop(ActorRef actor);

    /// <summary>Keeps the actor busy: in virtual time for that long, and what it sends afterwards leaves afterwards. On
    /// a live runtime work takes the time it takes, and this does nothing.</summary>
    /// <param name="duration">At least 0.</param>
    void Occupy(TimeSpan duration);

    /// <summary>Tells the run's record that something happened to the system.</summary>
    /// <param name="kind">For example <c>worker-poisoned</c>.</param>
    /// <param name="detail">One sentence.</param>
    void Report(string kind, string detail);

    /// <summary>Counts a message that the actor has no use for.</summary>
    void Unhandled(object message);
}
