namespace Delight.Learning.Estimators;

/// <summary>Proximal policy optimisation (PPO): importance weights, and no push once a ratio has left the clip
/// range.</summary>
/// <param name="clip">ε, at least 0; infinity never clips. Default 0.2.</param>
/// <remarks>
/// <para><c>J = mean(min(ratio · A, clamp(ratio, 1 − ε, 1 + ε) · A))</c>; <c>c = ratio · A / N</c> where the unclipped
/// term is smaller than or equal to the clipped one, else 0. With an infinite clip it is <c>pg</c> (tested).</para>
/// <para>Source: Schulman et al. (2017), "Proximal Policy Optimization Algorithms".</para>
/// </remarks>
public sealed class ProximalPolicy(double clip) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new ClippedRule(clip), batch, coefficients);
}
