using Delight.Actors.Messages;
using Delight.Simulation;

namespace Delight.Actors.Rollouts;

/// <summary>A worker goes on with an answer, after the policies that came during its last decision.</summary>
/// <param name="Request">The request that is being answered.</param>
/// <param name="Decision">The decision to make.</param>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record GrowAnswer(RequestId Request, int Decision) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "grow-answer/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        Request.Describe(ref fields);
        fields.Add(Decision);
    }
}
