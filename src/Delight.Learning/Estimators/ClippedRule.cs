namespace Delight.Learning.Estimators;

/// <summary>
/// <c>objective = min(r · A, clamp(r, 1 − clipLow, 1 + clipHigh) · A)</c>, for A &lt; 0 at least <c>dual · A</c>;
/// <c>slope = r · A</c> where that is the term itself, else 0.
/// </summary>
/// <remarks>Ratios are compared instead of products, so that an infinite clip times an advantage of 0 is no
/// NaN.</remarks>
internal readonly struct ClippedRule(double clipLow, double clipHigh, double dual = double.PositiveInfinity)
    : IDecisionRule
{
    /// <summary>The same distance on both sides.</summary>
    public ClippedRule(double clip)
        : this(clip, clip)
    {
    }

    public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
        advantage == 0 ? default : Of(DecisionRules.Ratio(logProb, behaviourLogProb), advantage);

    /// <summary>The term of any ratio r.</summary>
    public DecisionTerm Of(double ratio, double advantage)
    {
        if (advantage == 0)
        {
            return default;
        }

        double bounded = advantage > 0
            ? Math.Min(ratio, 1 + clipHigh)
            : Math.Min(Math.Max(ratio, 1 - clipLow), dual);
        return new DecisionTerm(bounded * advantage, ratio == bounded ? ratio * advantage : 0);
    }
}
