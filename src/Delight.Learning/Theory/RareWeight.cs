namespace Delight.Learning.Theory;

/// <summary>What an estimator leaves of a rare success and of a rare failure that the learner finds equally
/// improbable.</summary>
/// <param name="Estimator">Its name.</param>
/// <param name="Probability">π of both.</param>
/// <param name="Success">Weight where A = 1: 1 is what REINFORCE gives.</param>
/// <param name="Failure">Weight where A = −1.</param>
public sealed record RareWeight(string Estimator, double Probability, double Success, double Failure)
{
    /// <summary>How often a success counts for a failure; 1 for whatever is blind to the sign.</summary>
    public double Ratio => Success / Failure;

    /// <summary>Weighs both.</summary>
    /// <param name="estimator">The estimator.</param>
    /// <param name="probability">π, above 0 and below 1.</param>
    /// <param name="behaviour">μ, which estimators that are told of it look at.</param>
    public static RareWeight Of(TheoryEstimator estimator, double probability, double behaviour)
    {
        double[] factors = new double[2];
        estimator.WriteFactors([probability, probability], [behaviour, behaviour], [1, -1], factors);
        return new RareWeight(estimator.Name, probability, factors[0], -factors[1]);
    }
}
