using Delight.Determinism;

namespace Delight.Learning.Estimators;

/// <summary>Divergence PPO by Kullback-Leibler: no push once the chosen action's probability has moved too far in the
/// direction of the advantage.</summary>
/// <param name="delta">Largest divergence, in nats, at least 0. Default 0.05.</param>
/// <param name="cap">Largest weight, above 0. Default 20.</param>
/// <remarks>
/// <para>With <c>k = μ (u − l) + (1 − μ) log((1 − μ) / (1 − π))</c>, the second term 0 where μ = 1, and 1 − μ and 1 − π
/// at least 1e-15: <c>c = 0</c> where k &gt; δ and (A &gt; 0 and π &gt; μ, or A &lt; 0 and π &lt; μ); else <c>min(r,
/// cap)
/// · A / N</c>. Objective <c>mean(weight · A · l)</c>, the weight without gradient.</para>
/// <para>Source: divergence PPO (2026), arXiv 2602.04879.</para>
/// </remarks>
public sealed class KullbackLeiblerTrust(double delta, double cap) : IEstimator
{
    /// <summary>Smallest 1 − π and 1 − μ that a logarithm is taken of.</summary>
    public const double RestMin = 1e-15;

    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(delta, cap), batch, coefficients);

    /// <summary>Divergence of taking the chosen action or any other, KL(μ ‖ π), in nats.</summary>
    internal static double Divergence(double logProb, double behaviourLogProb)
    {
        double logRatio = DecisionRules.LogRatio(logProb, behaviourLogProb);
        double rest = 1 - StableMath.Exp(logProb), behaviour = StableMath.Exp(logProb - logRatio);
        double behaviourRest = 1 - behaviour;
        double ofOthers = behaviourRest > 0
            ? behaviourRest * (LogOf(behaviourRest) - LogOf(rest))
            : 0;
        return ofOthers - (behaviour * logRatio);
    }

    private static double LogOf(double rest) => StableMath.Log(Math.Max(rest, RestMin));

    private readonly struct Rule(double delta, double cap) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double logRatio = DecisionRules.LogRatio(logProb, behaviourLogProb);
            bool movesAway = advantage > 0 ? logRatio > 0 : advantage < 0 && logRatio < 0;
            return movesAway && Divergence(logProb, behaviourLogProb) > delta
                ? default
                : DecisionTerm.Weighted(Math.Min(StableMath.Exp(logRatio), cap) * advantage, logProb);
        }
    }
}
