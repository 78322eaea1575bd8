using Delight.Learning.Estimators;

namespace Delight.Learning.Masks;

/// <summary>Leaves out failed rows from which the learner has moved away (off-policy sequence masking).</summary>
/// <param name="delta">Largest mean of u − l over a failed row, in nats, at least 0. Default 0.5.</param>
/// <remarks>
/// <para>0 where A &lt; 0 and the row's mean of u − l is above δ.</para>
/// <para>Source: DeepSeek-AI (2025), "DeepSeek-V3.2", off-policy sequence masking.</para>
/// </remarks>
public sealed class RowDriftMask(double delta) : IDecisionMask
{
    /// <inheritdoc/>
    public void Apply(in DecisionBatch batch, Span<byte> kept)
    {
        for (int r = 0; r < batch.Rows; r++)
        {
            DecisionRow row = new(batch, r);
            if (row.Advantage < 0 && -row.LogRatioMean() > delta)
            {
                kept.Slice(r * batch.Decisions, batch.Decisions).Clear();
            }
        }
    }
}
