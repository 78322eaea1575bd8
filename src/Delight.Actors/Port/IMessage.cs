namespace Delight.Actors.Port;

/// <summary>A message of Delight's own protocols: named on the wire, and described to the run's digest.</summary>
/// <remarks>Immutable after it was sent. Messages of tests need not implement it: their type name then stands for
/// them.</remarks>
public interface IMessage
{
    /// <summary>Name and version on the wire, for example <c>trajectories-ready/1</c>.</summary>
    string WireName { get; }

    /// <summary>Adds the scalar fields; arrays are described by a version or an index, never element by
    /// element.</summary>
    void Describe(ref MessageDigest digest);
}
