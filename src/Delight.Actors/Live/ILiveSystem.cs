using Delight.Actors.Port;

namespace Delight.Actors.Live;

/// <summary>A live system as faults and deaths see it. Thread-safe.</summary>
internal interface ILiveSystem
{
    /// <summary>Time of the run's clock.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>As <see cref="Network.NetworkOptions.DetectionTime"/>.</summary>
    TimeSpan DetectionTime { get; }

    /// <summary>The node of a name; the same one for ever.</summary>
    LiveNode Node(string name);

    /// <summary>Lets something happen at its time; disposing the result takes it back.</summary>
    IDisposable HappenAt(TimeSpan due, Action happen);

    /// <summary>Sends a message of the runtime itself, also for an actor that is no more.</summary>
    void SendOfSystem(ActorRef sender, ActorRef receiver, object message);
}
