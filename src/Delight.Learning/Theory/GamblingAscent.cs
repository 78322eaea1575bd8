using Delight.Determinism;
using Delight.Learning.Tasks.Bandits;

namespace Delight.Learning.Theory;

/// <summary>Where an estimator's exact expected updates lead on a <see cref="GamblingBandit"/>.</summary>
/// <param name="bandit">Rewards and chances.</param>
/// <param name="estimator">The estimator; all samples are the learner's own.</param>
/// <remarks>Baseline: the value of the policy. The expected update of the logits is <c>±π(0) π(1) (E[w A | arm 0] −
/// E[w A | arm 1])</c>; the bracket is the drift, which for weights of 1 is the difference of the arms' mean rewards
/// whatever the policy is.</remarks>
public sealed class GamblingAscent(GamblingBandit bandit, TheoryEstimator estimator)
{
    /// <summary>The drift: above 0 where the expected update moves towards the safe arm.</summary>
    /// <param name="gamble">π(1), above 0 and below 1.</param>
    public double Drift(double gamble)
    {
        double value = bandit.ExpectedReward(gamble);
        double[] probabilities = [1 - gamble, gamble, gamble], factors = new double[3];
        estimator.WriteFactors(
            probabilities, probabilities, [bandit.SafeReward - value, bandit.LuckyReward - value, -value], factors);
        return factors[0] - ((bandit.LuckyChance * factors[1]) + ((1 - bandit.LuckyChance) * factors[2]));
    }

    /// <summary>Ascends from the uniform policy.</summary>
    /// <param name="steps">Updates; at least 1.</param>
    /// <param name="rate">Step size on the logits.</param>
    /// <returns>π(1) before the first and after each update: <c>steps + 1</c> values.</returns>
    public IReadOnlyList<double> Gambles(int steps, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        List<double> gambles = [0.5];
        double difference = 0; // of the logits, safe minus gamble
        for (int step = 0; step < steps; step++)
        {
            double gamble = gambles[^1];
            difference += 2 * rate * gamble * (1 - gamble) * Drift(gamble);
            gambles.Add(StableMath.Sigmoid(-difference));
        }

        return gambles;
    }
}
