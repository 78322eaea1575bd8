namespace Delight.Learning.Estimators;

/// <summary><c>slope = A</c>, <c>objective = A · l</c>: the plain score function, shared by estimators that differ in A
/// alone.</summary>
internal readonly struct AdvantageRule : IDecisionRule
{
    public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
        DecisionTerm.Weighted(advantage, logProb);
}
