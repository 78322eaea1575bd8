using Delight.Determinism;

namespace Delight.Learning.Estimators;

/// <summary>Importance weights of decisions whose probability has hardly moved; the others are left out
/// (IPO).</summary>
/// <param name="epsilon">Largest |π − μ| that counts, 0 to 1. Default 0.3.</param>
/// <remarks>
/// <para><c>c = min(r, 1e4) · A / N</c> where <c>|π − μ| ≤ ε</c>, else 0; π = exp(l), μ = exp(u). Objective
/// <c>mean(weight · A · l)</c>, the weight without gradient.</para>
/// <para>Source: Prime Intellect (2026), the default loss of prime-rl.</para>
/// </remarks>
public sealed class ProbabilityGap(double epsilon) : IEstimator
{
    /// <summary>Largest weight.</summary>
    public const double Cap = 1e4;

    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(epsilon), batch, coefficients);

    /// <summary>π − μ, as <c>π − π / r</c>.</summary>
    /// <param name="logProb">l.</param>
    /// <param name="ratio">r, above 0.</param>
    public static double Between(double logProb, double ratio)
    {
        double probability = StableMath.Exp(logProb);
        return probability - (probability / ratio);
    }

    private readonly struct Rule(double epsilon) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double ratio = DecisionRules.Ratio(logProb, behaviourLogProb);
            return Math.Abs(Between(logProb, ratio)) <= epsilon
                ? DecisionTerm.Weighted(Math.Min(ratio, Cap) * advantage, logProb)
                : default;
        }
    }
}
