using Delight.Learning.Determinism;

namespace Delight.Learning.Theory;

/// <summary>A safe arm and a worse arm that pays a lot now and then: the bandit on which DG's gate is fooled.</summary>
/// <remarks>
/// <para>Arm 0 pays <see cref="SafeReward"/>; arm 1 pays <see cref="LuckyReward"/> with <see cref="LuckyChance"/>,
/// else 0. Baseline: the value of the policy. The expected update of the logits is <c>±π(0) π(1) (E[w A | arm 0] −
/// E[w A | arm 1])</c>; the bracket is the drift, which for weights of 1 is the difference of the arms' mean rewards
/// whatever the policy is.</para>
/// <para>Why DG loses: the lucky draw is a rare success, which the gate keeps, and the many blanks are rare failures,
/// which it closes on; so the gate sees an arm that mostly wins.</para>
/// <para>Source: the gambling bandit of Osband (2026), "Delightful Policy Gradient", arXiv 2603.14608, by idea; rewards
/// and chances are our choice.</para>
/// </remarks>
public sealed record GamblingBandit
{
    /// <summary>Reward of the safe arm.</summary>
    /// <value>Default 0.5.</value>
    public double SafeReward { get; init; } = 0.5;

    /// <summary>Reward of a lucky draw of the other arm.</summary>
    /// <value>Default 2.</value>
    public double LuckyReward { get; init; } = 2;

    /// <summary>Chance of a lucky draw.</summary>
    /// <value>0 to 1. Default 0.2, so that gambling pays 0.4 on average.</value>
    public double LuckyChance { get; init; } = 0.2;

    /// <summary>Mean reward of the gamble.</summary>
    public double GambleReward => LuckyChance * LuckyReward;

    /// <summary>Expected reward of a policy.</summary>
    /// <param name="gamble">π(1), 0 to 1.</param>
    public double ExpectedReward(double gamble) => ((1 - gamble) * SafeReward) + (gamble * GambleReward);

    /// <summary>The drift: above 0 where an estimator's expected update moves towards the better arm.</summary>
    /// <param name="estimator">The estimator; all samples are the learner's own.</param>
    /// <param name="gamble">π(1), above 0 and below 1.</param>
    public double Drift(TheoryEstimator estimator, double gamble)
    {
        double value = ExpectedReward(gamble);
        double[] probabilities = [1 - gamble, gamble, gamble], factors = new double[3];
        estimator.WriteFactors(
            probabilities, probabilities, [SafeReward - value, LuckyReward - value, -value], factors);
        return factors[0] - ((LuckyChance * factors[1]) + ((1 - LuckyChance) * factors[2]));
    }

    /// <summary>Ascends along an estimator's exact expected update, from the uniform policy.</summary>
    /// <param name="estimator">The estimator.</param>
    /// <param name="steps">Updates; at least 1.</param>
    /// <param name="rate">Step size on the logits.</param>
    /// <returns>π(1) before the first and after each update: <c>steps + 1</c> values.</returns>
    public IReadOnlyList<double> Ascend(TheoryEstimator estimator, int steps, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        List<double> gambles = [0.5];
        double difference = 0; // of the logits, safe minus gamble
        for (int step = 0; step < steps; step++)
        {
            double gamble = gambles[^1];
            difference += 2 * rate * gamble * (1 - gamble) * Drift(estimator, gamble);
            gambles.Add(StableMath.Sigmoid(-difference));
        }

        return gambles;
    }
}
