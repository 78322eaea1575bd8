namespace Delight.Actors.Messages;

/// <summary>Stands for a message that came from another process and could not be read: its receiver counts
/// it.</summary>
/// <param name="Manifest">As it came.</param>
/// <param name="Bytes">Of the payload.</param>
/// <param name="Reason">Why.</param>
internal sealed record UnreadableMessage(string Manifest, int Bytes, string Reason);
