namespace Delight.Actors.Port;

/// <summary>A message whose size matters on a link of limited bandwidth.</summary>
/// <remarks>Messages that do not implement it count as <see cref="Network.NetworkModel.HeaderBytes"/>
/// alone.</remarks>
public interface ISized
{
    /// <summary>Bytes of the content on the wire, without the header that every message has; at least 0.</summary>
    long Bytes { get; }
}
