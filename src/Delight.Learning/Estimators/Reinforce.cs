namespace Delight.Learning.Estimators;

/// <summary>The plain score-function gradient: trusts every sample as if the learner had drawn it.</summary>
/// <remarks>
/// <para><c>c = A / N</c>, objective <c>mean(A · l)</c>. Right on policy; on stale or broken data it is biased and
/// diverges.</para>
/// <para>Source: Williams (1992), "Simple statistical gradient-following algorithms for connectionist reinforcement
/// learning".</para>
/// </remarks>
public sealed class Reinforce : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(default(AdvantageRule), batch, coefficients);
}
