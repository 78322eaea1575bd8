namespace Delight.Learning.Estimators;

/// <summary>A rule with an anchor to the behaviour policy: <c>− β · (u − l)</c> on every decision, slope <c>+
/// β</c>.</summary>
internal readonly struct AnchoredRule<TRule>(TRule rule, double beta) : IDecisionRule
    where TRule : struct, IDecisionRule
{
    public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
    {
        DecisionTerm term = rule.Term(logProb, behaviourLogProb, advantage);
        double anchor = beta * DecisionRules.LogRatio(logProb, behaviourLogProb);
        return new DecisionTerm(term.Objective + anchor, term.Slope + beta);
    }
}
