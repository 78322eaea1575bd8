using System.Globalization;

namespace Delight.Learning.Tasks.Sequences;

/// <summary>Pays for the tokens that are right before the first error, or for all right tokens.</summary>
/// <remarks>
/// <para><c>r = κ · n / H + (1 − κ) · [n = H]</c>, with n the number of right tokens before the first error. Where
/// <see cref="CountsAll"/> holds, n is the number of all right tokens (a bag of tokens).</para>
/// <para>Source: Osband (2026), arXiv 2603.20521, and its simulator google-deepmind/egg, which has both forms.</para>
/// </remarks>
public sealed class PrefixReward
{
    private readonly double _kappa;

    /// <summary>Fixes the mixture.</summary>
    /// <param name="kappa">From 0, pay for full success alone (sparse), to 1, pay for every token.</param>
    /// <exception cref="ArgumentOutOfRangeException">κ is outside of [0, 1].</exception>
    public PrefixReward(double kappa)
    {
        if (!(kappa >= 0 && kappa <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(kappa),
                string.Create(CultureInfo.InvariantCulture, $"kappa is {kappa}; it must be from 0 to 1."));
        }

        _kappa = kappa;
    }

    /// <summary>True where tokens after the first error count too.</summary>
    /// <value>Default false.</value>
    public bool CountsAll { get; init; }

    /// <summary>The reward, 0 to 1.</summary>
    /// <param name="right">n, 0 to H.</param>
    /// <param name="length">H.</param>
    public float Of(int right, int length) => (float)((_kappa * right / length) + (right == length ? 1 - _kappa : 0));
}
