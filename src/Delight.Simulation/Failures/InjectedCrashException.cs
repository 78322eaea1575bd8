namespace Delight.Simulation.Failures;

/// <summary>An actor crashed because the simulation made it crash; its parent's strategy decides what
/// follows.</summary>
/// <param name="message">One sentence for people.</param>
public sealed class InjectedCrashException(string message) : Exception(message);
