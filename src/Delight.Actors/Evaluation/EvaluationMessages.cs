using Delight.Actors.Messages;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.Evaluation;

/// <summary>Asks the evaluator to measure a policy on held-out contexts.</summary>
/// <param name="Snapshot">The policy.</param>
/// <remarks>Wire: <c>evaluate-policy/1</c>. Losing one costs a point of the learning curve.</remarks>
public sealed record EvaluatePolicy(PolicySnapshot Snapshot) : IMessage, IPolicyMessage, ISized
{
    /// <inheritdoc/>
    public long Bytes => Snapshot.Bytes;

    /// <inheritdoc/>
    public string WireName => "evaluate-policy/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Snapshot.Version);
}

/// <summary>A policy was measured.</summary>
/// <param name="Version">Which.</param>
/// <param name="Figures">How well it did.</param>
/// <param name="Rows">Held-out contexts used.</param>
/// <remarks>Wire: <c>policy-evaluated/2</c>. Losing one costs a point of the learning curve.</remarks>
public sealed record PolicyEvaluated(PolicyVersion Version, EvaluationFigures Figures, int Rows) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "policy-evaluated/2";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Version);
        fields.Add(Figures.Error); // the other figures are of the same answers
        fields.Add(Rows);
    }
}
