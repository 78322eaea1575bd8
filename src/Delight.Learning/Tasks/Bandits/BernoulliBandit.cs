using Delight.Determinism;

namespace Delight.Learning.Tasks.Bandits;

/// <summary>A bandit without context whose arms pay 1 by chance, else 0: the smallest task there is.</summary>
/// <remarks>
/// <para>The last arm pays with probability <c>best</c>, every other arm with <c>others</c>. Error: 1 while the most
/// probable arm is not the last, else 0. Of arms alike the lowest is taken, so that a policy which knows nothing is
/// wrong.</para>
/// </remarks>
public sealed class BernoulliBandit : Bandit
{
    private readonly double _best;
    private readonly double _others;

    /// <summary>Fixes the arms.</summary>
    /// <param name="arms">K, at least 2.</param>
    /// <param name="best">Chance of the last arm to pay, 0 to 1.</param>
    /// <param name="others">Chance of every other arm to pay, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 arms, or a chance outside of [0, 1].</exception>
    public BernoulliBandit(int arms, double best, double others)
        : base(arms)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(arms, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(best, others), 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Max(best, others), 1);
        (_best, _others) = (best, others);
    }

    /// <inheritdoc/>
    public override int HeldOutCount => 1;

    /// <inheritdoc/>
    public override bool EvaluatesGreedily => true;

    /// <inheritdoc/>
    protected override int BestArm => Shape.Actions - 1;

    /// <inheritdoc/>
    public override float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
        random.NextChance(chosen[0] == BestArm ? _best : _others) ? 1 : 0;

    /// <inheritdoc/>
    public override void ExpectedRewards(ReadOnlySpan<byte> context, Span<double> rewards)
    {
        rewards.Fill(_others);
        rewards[BestArm] = _best;
    }
}
