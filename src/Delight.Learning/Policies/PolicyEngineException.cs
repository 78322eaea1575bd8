namespace Delight.Learning.Policies;

/// <summary>An engine cannot do what a scenario asks of it.</summary>
/// <param name="message">One line: what is missing, and the remedy.</param>
/// <param name="inner">What the system said, or null.</param>
public sealed class PolicyEngineException(string message, Exception? inner = null) : Exception(message, inner);
