using Delight.Determinism;
using Delight.Learning.Estimators;

namespace Delight.Learning.Masks;

/// <summary>Leaves out rows whose geometric mean ratio is outside of a range.</summary>
/// <param name="low">Smallest mean ratio that is kept, at least 0. Default 0.5.</param>
/// <param name="high">Largest mean ratio that is kept, at least low. Default 2.</param>
/// <remarks>
/// <para>0 where <c>exp(mean of l − u over the row)</c> is below low or above high.</para>
/// <para>Source: the rollout correction of verl (2025), geometric rejection sampling.</para>
/// </remarks>
public sealed class RowRatioMask(double low, double high) : IDecisionMask
{
    /// <inheritdoc/>
    public void Apply(in DecisionBatch batch, Span<byte> kept)
    {
        for (int row = 0; row < batch.Rows; row++)
        {
            double mean = StableMath.Exp(new DecisionRow(batch, row).LogRatioMean());
            if (mean < low || mean > high)
            {
                kept.Slice(row * batch.Decisions, batch.Decisions).Clear();
            }
        }
    }
}
