using Delight.Learning.Advantages;
using Delight.Learning.Estimators;

namespace Delight.Learning.Masks;

/// <summary>An estimator without the decisions that masks leave out.</summary>
/// <remarks>
/// <para><c>c</c> of the estimator where every mask keeps the decision, else 0. N stays, and whatever the estimator
/// counts or sorts, it counts and sorts over all unmasked decisions. Terms of decisions left out are not in the
/// objective.</para>
/// <para>Source: that of the estimator, and that of each mask.</para>
/// </remarks>
public sealed class MaskedEstimator : IEstimator
{
    private readonly IEstimator _estimator;
    private readonly IReadOnlyList<IDecisionMask> _masks;
    private byte[] _kept = [];

    /// <summary>Puts masks before an estimator.</summary>
    /// <param name="estimator">Any that learns from chosen actions.</param>
    /// <param name="masks">In any order.</param>
    /// <exception cref="ArgumentException">The estimator learns from right answers.</exception>
    public MaskedEstimator(IEstimator estimator, IReadOnlyList<IDecisionMask> masks)
    {
        if (estimator.NeedsAnswers)
        {
            throw new ArgumentException(
                "The estimator learns from right answers, and a mask looks at chosen actions; leave the masks out.",
                nameof(estimator));
        }

        (_estimator, _masks) = (estimator, masks);
    }

    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public IAdvantage? OwnAdvantage => _estimator.OwnAdvantage;

    /// <inheritdoc/>
    public bool NeedsGroups => _estimator.NeedsGroups;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients)
    {
        Span<byte> kept = Scratch.Take(ref _kept, batch.Mask.Length);
        kept.Fill(1);
        for (int i = 0; i < _masks.Count; i++)
        {
            _masks[i].Apply(batch, kept);
        }

        double objective = _estimator.Compute(batch with { Kept = kept }, coefficients);
        for (int i = 0; i < kept.Length; i++)
        {
            // An estimator with a loop of its own may know nothing of masks.
            coefficients[i] = kept[i] == 0 ? 0 : coefficients[i];
        }

        return objective;
    }
}
