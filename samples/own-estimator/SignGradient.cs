using Delight.Learning.Estimators;

namespace Delight.Samples.OwnEstimator;

/// <summary>Pushes successes up and failures down with equal force, however large the advantage.</summary>
/// <remarks>
/// <para><c>c = sign(A) / N</c> where |A| is above the dead zone, else 0; objective <c>mean(sign(A) · l)</c>.</para>
/// <para>Source: a sample of ours.</para>
/// </remarks>
/// <param name="deadZone">Largest |A| that teaches nothing, at least 0.</param>
public sealed class SignGradient(double deadZone) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(deadZone), batch, coefficients);

    private readonly struct Rule(double deadZone) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            DecisionTerm.Weighted(Math.Abs(advantage) > deadZone ? Math.Sign(advantage) : 0, logProb);
    }
}
