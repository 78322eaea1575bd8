namespace Delight.Actors.Wire;

/// <summary>A payload is not what its manifest promises.</summary>
/// <param name="message">What is wrong, where, and the rule.</param>
internal sealed class WireFormatException(string message) : Exception(message);
