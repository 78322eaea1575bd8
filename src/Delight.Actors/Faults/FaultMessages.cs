using Delight.Actors.Port;

namespace Delight.Actors.Faults;

/// <summary>The injector tells itself that a fault of its plan is due.</summary>
/// <param name="Index">Its place in the plan.</param>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record BeginFault(int Index) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "begin-fault/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest) => digest.Add(Index);
}

/// <summary>The injector tells itself that a fault is over.</summary>
/// <param name="Occurrence">Its number among all that began.</param>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record EndFault(long Occurrence) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "end-fault/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest) => digest.Add(Occurrence);
}
