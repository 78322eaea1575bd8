using Delight.Learning.Advantages;

namespace Delight.Learning.Estimators;

/// <summary>Group-relative policy optimisation (GRPO): PPO on rewards standardised within their group.</summary>
/// <param name="clip">ε, at least 0; infinity never clips. Default 0.2.</param>
/// <remarks>
/// <para><c>A = (r − mean of the group) / (population standard deviation of the group + 1e-8)</c>, then as PPO. Ignores
/// the run's baseline. A group of one row or of equal rewards has A = 0.</para>
/// <para>Source: Shao et al. (2024), "DeepSeekMath". Our choices: mean over all decisions of the batch instead of per
/// row, and no penalty towards a reference policy.</para>
/// </remarks>
public sealed class GroupRelative(double clip) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public IAdvantage OwnAdvantage { get; } = new StandardisedAdvantage();

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new ClippedRule(clip), batch, coefficients);
}
