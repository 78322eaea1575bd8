using Delight.Learning.Advantages;

namespace Delight.Learning.Estimators;

/// <summary>REINFORCE with the mean of the group's other rows as the baseline (RLOO).</summary>
/// <remarks>
/// <para><c>c = A_loo / N</c>, <c>A_loo = r − mean of the other rows of the group</c>, objective <c>mean(A_loo ·
/// l)</c>. Ignores the run's baseline. A group of one row or of equal rewards has A_loo = 0.</para>
/// <para>Source: Kool, van Hoof, Welling (2019), "Buy 4 REINFORCE Samples, Get a Baseline for Free!".</para>
/// </remarks>
public sealed class LeaveOneOut : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public IAdvantage OwnAdvantage { get; } = new LeaveOneOutAdvantage();

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(default(AdvantageRule), batch, coefficients);
}
