namespace Delight.Learning.Estimators;

/// <summary>A rule whose terms depend on the whole row, such as on the mean of its ratios.</summary>
/// <remarks>Implemented by structs. The loop enters each row once, in ascending index, before it asks for the terms of
/// that row's unmasked decisions.</remarks>
public interface IRowRule : IDecisionRule
{
    /// <summary>Looks at the row whose terms are asked for next.</summary>
    /// <param name="row">It may have no unmasked decision; then no term of it is asked for.</param>
    void Enter(in DecisionRow row);
}
