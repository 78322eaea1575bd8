using Delight.Actors.Port;

namespace Delight.Actors.Live;

/// <summary>An actor of a live system as faults and deaths see it. Safe to call from any thread.</summary>
internal interface ILiveActor
{
    /// <summary>Its address.</summary>
    ActorRef Self { get; }

    /// <summary>The node that it lives on.</summary>
    LiveNode Home { get; }

    /// <summary>Times as long everything takes, beside its node's factor.</summary>
    double SlowFactor { get; set; }

    /// <summary>Lets it rest after the message that it is at, or go on.</summary>
    void SetPaused(PauseReasons reason, bool isPaused);

    /// <summary>Makes it throw after the message that it is at, where it has an instance.</summary>
    void Throw();

    /// <summary>Its node died: what waits is lost, what comes from now on is for its next life.</summary>
    /// <param name="epoch">That the node begins with it.</param>
    /// <param name="knownAt">When those who watch hear of it, unless the node is back before.</param>
    void CutOff(int epoch, TimeSpan knownAt);

    /// <summary>Its node is back.</summary>
    void Revive();

    /// <summary>Puts a message into its mailbox that no link carries: it finds out by itself.</summary>
    void FindOut(Terminated death);
}
