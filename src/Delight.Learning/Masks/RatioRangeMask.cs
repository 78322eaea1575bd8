using Delight.Learning.Estimators;

namespace Delight.Learning.Masks;

/// <summary>Leaves out decisions whose ratio is outside of a range: the condition of IcePop.</summary>
/// <param name="low">Smallest ratio that is kept, at least 0. Default 0.5.</param>
/// <param name="high">Largest ratio that is kept, at least low. Default 5.</param>
/// <remarks>
/// <para>0 where <c>r</c> is below low or above high.</para>
/// <para>Source: Ling Team (2025), "Every Step Evolves", arXiv 2510.18855.</para>
/// </remarks>
public sealed class RatioRangeMask(double low, double high) : IDecisionMask
{
    /// <inheritdoc/>
    public void Apply(in DecisionBatch batch, Span<byte> kept)
    {
        for (int i = 0; i < kept.Length; i++)
        {
            if (batch.Mask[i] != 0
                && !RatioRange.Holds(DecisionRules.Ratio(batch.LogProbs[i], batch.BehaviourLogProbs[i]), low, high))
            {
                kept[i] = 0;
            }
        }
    }
}
