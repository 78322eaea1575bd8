using Delight.Determinism;

namespace Delight.Learning.Tasks.Bandits;

/// <summary>A safe arm and one that pays a lot now and then: the bandit on which DG's gate is fooled.</summary>
/// <remarks>
/// <para>Arm 0 pays <see cref="SafeReward"/>; arm 1 pays <see cref="LuckyReward"/> with <see cref="LuckyChance"/>,
/// else 0. Error: the share of sampled pulls of the arm that pays less on average; arm 0 is right where both pay
/// the same.</para>
/// <para>Why DG loses where gambling pays less: the lucky draw is a rare success, which the gate keeps, and the many
/// blanks are rare failures, which it closes on; so the gate sees an arm that mostly wins.</para>
/// <para>Source: the gambling bandit of Osband (2026), "Delightful Policy Gradient", arXiv 2603.14608, by idea; rewards
/// and chances are our choice.</para>
/// </remarks>
public sealed class GamblingBandit : Bandit
{
    private const int EvaluatedPulls = 1000;

    /// <summary>Fixes the arms; the standard ones pay 0.5, and 0.4 on average.</summary>
    /// <param name="safeReward">Reward of arm 0, finite.</param>
    /// <param name="luckyReward">Reward of a lucky draw of arm 1, finite.</param>
    /// <param name="luckyChance">Chance of a lucky draw, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A reward that is not finite, or a chance outside of
    /// [0, 1].</exception>
    public GamblingBandit(double safeReward = 0.5, double luckyReward = 2, double luckyChance = 0.2)
        : base(arms: 2)
    {
        RefuseNonFinite(safeReward, nameof(safeReward));
        RefuseNonFinite(luckyReward, nameof(luckyReward));
        if (luckyChance is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(luckyChance), luckyChance, "A chance is 0 to 1.");
        }

        (SafeReward, LuckyReward, LuckyChance) = (safeReward, luckyReward, luckyChance);
    }

    /// <summary>Reward of the safe arm.</summary>
    public double SafeReward { get; }

    /// <summary>Reward of a lucky draw of the other arm.</summary>
    public double LuckyReward { get; }

    /// <summary>Chance of a lucky draw.</summary>
    public double LuckyChance { get; }

    /// <summary>Mean reward of the gamble.</summary>
    public double GambleReward => LuckyChance * LuckyReward;

    /// <inheritdoc/>
    public override int HeldOutCount => EvaluatedPulls;

    /// <inheritdoc/>
    public override bool EvaluatesGreedily => false;

    /// <inheritdoc/>
    protected override int BestArm => SafeReward >= GambleReward ? 0 : 1;

    /// <summary>Expected reward of a policy.</summary>
    /// <param name="gamble">π(1), 0 to 1.</param>
    public double ExpectedReward(double gamble) => ((1 - gamble) * SafeReward) + (gamble * GambleReward);

    /// <inheritdoc/>
    public override float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
        (float)(chosen[0] == 0 ? SafeReward : random.NextChance(LuckyChance) ? LuckyReward : 0);

    /// <inheritdoc/>
    public override void ExpectedRewards(ReadOnlySpan<byte> context, Span<double> rewards) =>
        (rewards[0], rewards[1]) = (SafeReward, GambleReward);

    private static void RefuseNonFinite(double reward, string name)
    {
        if (!double.IsFinite(reward))
        {
            throw new ArgumentOutOfRangeException(name, reward, "A reward is a finite number.");
        }
    }
}
