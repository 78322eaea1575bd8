namespace Delight.Learning.Estimators;

/// <summary>Proximal policy optimisation (PPO): importance weights, and no push once a ratio has left the clip
/// range.</summary>
/// <param name="clip">ε below 1, at least 0; infinity never clips. Default 0.2.</param>
/// <remarks>
/// <para><c>J = mean(min(r · A, clamp(r, 1 − ε, 1 + ε_high) · A)) − β · mean(u − l)</c>, for A &lt; 0 at least <c>dual
/// ·
/// A</c>; <c>c = r · A / N + β / N</c> where the unclipped term is the one that counts, else <c>β / N</c>. With an
/// infinite clip it is <c>pg</c> (tested).</para>
/// <para>Source: Schulman et al. (2017), "Proximal Policy Optimization Algorithms"; the higher upper clip of Yu et al.
/// (2025), "DAPO"; the dual clip of Ye et al. (2019), arXiv 1912.09729. Our choice: the penalty is an anchor to the
/// behaviour policy.</para>
/// </remarks>
public sealed class ProximalPolicy(double clip) : IEstimator
{
    /// <summary>ε above 1.</summary>
    /// <value>At least 0; infinity never clips. Default null: as below 1.</value>
    public double? ClipHigh { get; init; }

    /// <summary>Largest ratio at which a failure is still pushed down.</summary>
    /// <value>Above 1. Default infinity: any.</value>
    public double Dual { get; init; } = double.PositiveInfinity;

    /// <summary>Weight of the anchor to the behaviour policy.</summary>
    /// <value>At least 0. Default 0.</value>
    public double Beta { get; init; }

    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients)
    {
        ClippedRule clipped = new(clip, ClipHigh ?? clip, Dual);
        return Beta == 0
            ? DecisionRules.Apply(clipped, batch, coefficients)
            : DecisionRules.Apply(new AnchoredRule<ClippedRule>(clipped, Beta), batch, coefficients);
    }
}
