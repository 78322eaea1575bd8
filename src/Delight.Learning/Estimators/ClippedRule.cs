namespace Delight.Learning.Estimators;

/// <summary>
/// <c>objective = min(ratio · A, clamp(ratio, 1 − clip, 1 + clip) · A)</c>, <c>slope = ratio · A</c> where the
/// unclipped term is the smaller or both are equal, else 0.
/// </summary>
/// <remarks>Ratios are compared instead of products, so that an infinite clip times an advantage of 0 is no
/// NaN.</remarks>
internal readonly struct ClippedRule(double clip) : IDecisionRule
{
    public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
    {
        if (advantage == 0)
        {
            return default;
        }

        double ratio = DecisionRules.Ratio(logProb, behaviourLogProb);
        double bounded = advantage > 0 ? Math.Min(ratio, 1 + clip) : Math.Max(ratio, 1 - clip);
        return new DecisionTerm(bounded * advantage, ratio == bounded ? ratio * advantage : 0);
    }
}
