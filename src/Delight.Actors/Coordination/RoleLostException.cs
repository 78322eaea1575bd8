namespace Delight.Actors.Coordination;

/// <summary>A role without which a training cannot go on was stopped for good.</summary>
/// <param name="message">Which, and where to look.</param>
public sealed class RoleLostException(string message) : Exception(message);
