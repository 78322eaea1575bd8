namespace Delight.Actors.Port;

/// <summary>Measures what messages cost on an actor system that the port is hosted on, with the port and without
/// it.</summary>
/// <remarks>Each call starts a system, measures, and ends it.</remarks>
public interface IMessageMeasure
{
    /// <summary>The system's name in rows of a bench, for example <c>akka</c>.</summary>
    string Name { get; }

    /// <summary>Nanoseconds a message from outside to one receiver, until the last one is handled.</summary>
    /// <param name="messages">At least 1.</param>
    /// <param name="isBare">True for the system's own actors, false for the port's actors on it.</param>
    double Tell(int messages, bool isBare);

    /// <summary>Nanoseconds a message between two actors; a round trip is two.</summary>
    /// <param name="exchanges">Round trips, at least 1.</param>
    /// <param name="isBare">True for the system's own actors, false for the port's actors on it.</param>
    double PingPong(int exchanges, bool isBare);
}
