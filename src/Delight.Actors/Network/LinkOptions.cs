namespace Delight.Actors.Network;

/// <summary>One directed link between two nodes.</summary>
/// <param name="From">The sending node.</param>
/// <param name="To">The receiving node.</param>
/// <param name="Latency">Time from a send to its delivery, at least 0.</param>
public sealed record LinkOptions(string From, string To, TimeSpan Latency);
