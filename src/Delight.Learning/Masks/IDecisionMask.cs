using Delight.Learning.Estimators;

namespace Delight.Learning.Masks;

/// <summary>Leaves decisions out of an update, whatever the estimator.</summary>
/// <remarks>N, the denominator, stays. An instance holds its options alone and allocates nothing.</remarks>
public interface IDecisionMask
{
    /// <summary>Clears what the mask leaves out and touches nothing else.</summary>
    /// <param name="batch">With the advantages that the estimator learns from.</param>
    /// <param name="kept">[B, T] 1 where other masks have kept the decision so far.</param>
    void Apply(in DecisionBatch batch, Span<byte> kept);
}
