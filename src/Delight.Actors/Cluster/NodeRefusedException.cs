namespace Delight.Actors.Cluster;

/// <summary>A head did not let a node in.</summary>
/// <param name="message">Why, and what to do.</param>
public sealed class NodeRefusedException(string message) : Exception(message);
