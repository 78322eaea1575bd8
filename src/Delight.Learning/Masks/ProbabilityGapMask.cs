using Delight.Learning.Estimators;

namespace Delight.Learning.Masks;

/// <summary>Leaves out decisions whose probability has moved too far: the condition of IPO.</summary>
/// <param name="epsilon">Largest |π − μ| that is kept, 0 to 1. Default 0.3.</param>
/// <remarks>
/// <para>0 where <c>|π − μ|</c> is above ε; π = exp(l), μ = exp(u).</para>
/// <para>Source: Prime Intellect (2026), the default loss of prime-rl.</para>
/// </remarks>
public sealed class ProbabilityGapMask(double epsilon) : IDecisionMask
{
    /// <inheritdoc/>
    public void Apply(in DecisionBatch batch, Span<byte> kept)
    {
        for (int i = 0; i < kept.Length; i++)
        {
            if (batch.Mask[i] != 0 && !IsNear(batch.LogProbs[i], batch.BehaviourLogProbs[i]))
            {
                kept[i] = 0;
            }
        }
    }

    private bool IsNear(double logProb, double behaviourLogProb) => Math.Abs(
        ProbabilityGap.Between(logProb, DecisionRules.Ratio(logProb, behaviourLogProb))) <= epsilon;
}
