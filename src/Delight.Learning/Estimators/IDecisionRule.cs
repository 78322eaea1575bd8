namespace Delight.Learning.Estimators;

/// <summary>An estimator whose every decision stands by itself: its term of the objective and that term's
/// slope.</summary>
/// <remarks>
/// Implemented by structs, so that the compiler inlines the formula into the loop over the batch. The loop asks for
/// unmasked decisions in ascending index, once each, so a rule that draws may hold its random stream.
/// </remarks>
public interface IDecisionRule
{
    /// <summary>The decision's share of N·J and its derivative by l, which is N·c.</summary>
    /// <param name="logProb">l, at most 0.</param>
    /// <param name="behaviourLogProb">u, at most 0.</param>
    /// <param name="advantage">A.</param>
    DecisionTerm Term(double logProb, double behaviourLogProb, double advantage);
}
