using Delight.Actors.Port;

namespace Delight.Actors.Coordination;

/// <summary>The coordinator looks whether the training gets on.</summary>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record CheckProgress : IMessage
{
    /// <inheritdoc/>
    public string WireName => "check-progress/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest)
    {
        // It has no fields.
    }
}
