using Delight.Determinism;

namespace Delight.Learning.Estimators;

/// <summary>Decoupled PPO with a proximal policy that is interpolated between behaviour and learner (A-3PO).</summary>
/// <param name="mix">Weight of the behaviour policy in the proximal one, 0 to 1. Default 0.5.</param>
/// <param name="clip">ε around the proximal policy, at least 0; infinity never clips. Default 0.2.</param>
/// <param name="cap">Largest weight, above 0. Default 5.</param>
/// <remarks>
/// <para><c>log p_prox = mix · u + (1 − mix) · l</c>. The coefficient is <c>min(p_prox / μ, cap)</c> times that of PPO
/// with ratio <c>π / p_prox</c>; so is the objective, the weight without gradient. With mix 1 it is <c>ppo</c>, with
/// mix
/// 0 <c>tis</c> of the same cap (tested).</para>
/// <para>Source: "A-3PO" (2025), arXiv 2512.06547; decoupled PPO of Fu et al. (2025), "AReaL", arXiv 2505.24298.</para>
/// </remarks>
public sealed class DecoupledProximal(double mix, double clip, double cap) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(mix, new ClippedRule(clip), cap), batch, coefficients);

    private readonly struct Rule(double mix, ClippedRule clipped, double cap) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double logRatio = DecisionRules.LogRatio(logProb, behaviourLogProb);
            double weight = Math.Min(StableMath.Exp((1 - mix) * logRatio), cap);
            DecisionTerm term = clipped.Of(StableMath.Exp(mix * logRatio), advantage);
            return new DecisionTerm(weight * term.Objective, weight * term.Slope);
        }
    }
}
