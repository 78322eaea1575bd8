namespace Delight.Actors.Configuration;

/// <summary>An actor system cannot start as it is configured.</summary>
/// <remarks>Its message is one sentence for people, with the remedy.</remarks>
/// <param name="message">What, where, and what to do.</param>
/// <param name="cause">From Akka.NET; null: none.</param>
public sealed class SystemStartException(string message, Exception? cause = null) : IOException(message, cause);
