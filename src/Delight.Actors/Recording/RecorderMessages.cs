using Delight.Actors.Messages;
using Delight.Simulation;

namespace Delight.Actors.Recording;

/// <summary>The evaluation of the final policy is in the record.</summary>
/// <remarks>Wire: <c>final-policy-recorded/1</c>. Losing one keeps the run from ending.</remarks>
public sealed record FinalPolicyRecorded : IMessage
{
    /// <inheritdoc/>
    public string WireName => "final-policy-recorded/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}
