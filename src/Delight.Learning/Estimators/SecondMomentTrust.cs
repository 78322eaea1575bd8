namespace Delight.Learning.Estimators;

/// <summary>Importance weights without the decisions that drift most: their mean squared log-ratio stays within a bound
/// (M2PO).</summary>
/// <param name="tau">Largest mean of (l − u)² over the harmful decisions that are kept, at least 0. Default
/// 0.04.</param>
/// <remarks>
/// <para>A decision is harmful where A &gt; 0 and r &gt; 1, or A &lt; 0 and r &lt; 1. Of the harmful ones the largest
/// (l
/// − u)² are left out until the mean of the rest is at most τ; all of them, if it never is. What ties with the last one
/// kept is kept. <c>c = r · A / N</c> for the others. Objective <c>mean(weight · A · l)</c>, the weight without
/// gradient.</para>
/// <para>Source: "Prosperity before Collapse" (2025), arXiv 2510.01161.</para>
/// </remarks>
public sealed class SecondMomentTrust(double tau) : IEstimator
{
    private double[] _squares = [];

    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients)
    {
        Span<double> squares = Scratch.Take(ref _squares, batch.Count);
        int count = 0;
        for (int i = 0; i < batch.Mask.Length; i++)
        {
            double logRatio = batch.Mask[i] == 0
                ? 0
                : DecisionRules.LogRatio(batch.LogProbs[i], batch.BehaviourLogProbs[i]);
            if (IsHarmful(logRatio, batch.Advantages[i / batch.Decisions]))
            {
                squares[count++] = logRatio * logRatio;
            }
        }

        return DecisionRules.Apply(new Rule(LargestKept(squares[..count])), batch, coefficients);
    }

    private static bool IsHarmful(double logRatio, double advantage) =>
        advantage > 0 ? logRatio > 0 : advantage < 0 && logRatio < 0;

    /// <summary>The largest of the squares that are kept; below 0 where none is.</summary>
    private double LargestKept(Span<double> squares)
    {
        // The mean of the smallest k only grows with k.
        squares.Sort();
        double sum = 0, largest = -1;
        for (int k = 0; k < squares.Length; k++)
        {
            sum += squares[k];
            if (sum / (k + 1) > tau)
            {
                break;
            }

            largest = squares[k];
        }

        return largest;
    }

    private readonly struct Rule(double largest) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double logRatio = DecisionRules.LogRatio(logProb, behaviourLogProb);
            return IsHarmful(logRatio, advantage) && logRatio * logRatio > largest
                ? default
                : DecisionTerm.Weighted(DecisionRules.Product(logRatio) * advantage, logProb);
        }
    }
}
