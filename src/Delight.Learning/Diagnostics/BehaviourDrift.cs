using Delight.Learning.Estimators;

namespace Delight.Learning.Diagnostics;

/// <summary>How far the learner has moved from the policies that chose a batch's actions.</summary>
/// <param name="EffectiveSampleShare"><c>(Σ ratio)² / (N · Σ ratio²)</c>, <c>ratio = exp(l − u)</c>: 1 on policy, 1 / N
/// where one decision outweighs all others.</param>
/// <param name="Divergence"><c>mean(u − l)</c> in nats, an estimate of KL(behaviour ‖ learner); single estimates can be
/// below 0.</param>
/// <param name="ClampedRatios">Number of decisions whose l − u is beyond ±60 and is clamped for the ratio.</param>
/// <remarks>Over the N unmasked decisions, in double, ascending index. Source: Kong (1992), "A note on importance
/// sampling using standardized weights", for the effective sample size.</remarks>
public readonly record struct BehaviourDrift(double EffectiveSampleShare, double Divergence, int ClampedRatios)
{
    /// <summary>Measures a batch. Allocates nothing.</summary>
    /// <param name="batch">At least one unmasked decision.</param>
    public static BehaviourDrift Of(in DecisionBatch batch)
    {
        double sum = 0, squares = 0, divergence = 0;
        int clamped = 0;
        for (int i = 0; i < batch.Mask.Length; i++)
        {
            if (batch.Mask[i] == 0)
            {
                continue;
            }

            double difference = batch.LogProbs[i] - batch.BehaviourLogProbs[i];
            clamped += Math.Abs(difference) > DecisionBatch.LogRatioMax ? 1 : 0;
            double ratio = DecisionRules.Ratio(batch.LogProbs[i], batch.BehaviourLogProbs[i]);
            sum += ratio;
            squares += ratio * ratio;
            divergence -= difference;
        }

        return new BehaviourDrift(sum * sum / (batch.Count * squares), divergence / batch.Count, clamped);
    }
}
