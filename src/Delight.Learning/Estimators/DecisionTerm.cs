namespace Delight.Learning.Estimators;

/// <summary>One decision's term of an objective.</summary>
/// <param name="Objective">The term itself; the objective is the mean over the N unmasked decisions.</param>
/// <param name="Slope">Its derivative by the log-probability l; the coefficient is this divided by N.</param>
public readonly record struct DecisionTerm(double Objective, double Slope)
{
    /// <summary>The term <c>w · l</c>, whose weight w carries no gradient: objective w·l, slope w.</summary>
    public static DecisionTerm Weighted(double weight, double logProb) => new(weight * logProb, weight);
}
