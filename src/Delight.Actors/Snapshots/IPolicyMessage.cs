namespace Delight.Actors.Snapshots;

/// <summary>A message with a whole policy. It stays within its process: to another one policies go in pieces.</summary>
public interface IPolicyMessage
{
    /// <summary>The policy.</summary>
    PolicySnapshot Snapshot { get; }
}
