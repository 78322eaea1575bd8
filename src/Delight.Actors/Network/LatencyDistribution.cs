using Delight.Determinism;

namespace Delight.Actors.Network;

/// <summary>How long messages are under way on a link, beside the time that its bandwidth costs.</summary>
/// <remarks>Immutable. Draws are whole ticks of 100 ns, at most <see cref="LatencyMax"/>, and have the same bits on
/// every machine; they allocate nothing.</remarks>
public sealed class LatencyDistribution
{
    /// <summary>The largest spread of a lognormal distribution: one sigma is a factor of 148.</summary>
    public const double SigmaMax = 5;

    private readonly double _spread;
    private readonly TimeSpan[] _values;

    private LatencyDistribution(LatencyShape shape, TimeSpan start, double spread = 0, TimeSpan[]? values = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, LatencyMax);
        (Shape, Start, _spread, _values) = (shape, start, spread, values ?? []);
    }

    /// <summary>The longest latency, 10,000 hours; longer draws are cut to it.</summary>
    public static TimeSpan LatencyMax { get; } = TimeSpan.FromHours(10_000);

    /// <summary>No latency.</summary>
    public static LatencyDistribution Zero { get; } = new(LatencyShape.Constant, TimeSpan.Zero);

    /// <summary>The form of the distribution.</summary>
    public LatencyShape Shape { get; }

    /// <summary>Which value it always has, its lower end, or its median (lognormal); the first value of a
    /// list.</summary>
    public TimeSpan Start { get; }

    /// <summary>True where messages may need different times.</summary>
    public bool IsRandom => Shape != LatencyShape.Constant;

    /// <summary>A latency that hardly any draw exceeds: the upper end, 20 means beyond the lower end (exponential), six
    /// spreads beyond the median (lognormal).</summary>
    public TimeSpan NearlyMax => Shape switch
    {
        LatencyShape.Uniform => Whole(Start.Ticks + _spread),
        LatencyShape.Exponential => Whole(Start.Ticks + (20 * _spread)),
        LatencyShape.Lognormal => Whole(Start.Ticks * StableMath.Exp(6 * _spread)),
        LatencyShape.Empirical => _values.Max(),
        _ => Start,
    };

    /// <summary>Always that latency.</summary>
    public static implicit operator LatencyDistribution(TimeSpan latency) => Constant(latency);

    /// <summary>Always the same.</summary>
    /// <param name="latency">At least 0 and at most <see cref="LatencyMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0 or too long.</exception>
    public static LatencyDistribution Constant(TimeSpan latency)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(latency, TimeSpan.Zero);
        return new LatencyDistribution(LatencyShape.Constant, latency);
    }

    /// <summary>Evenly from <paramref name="min"/> to <paramref name="max"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An end is below 0 or too long, or max is below min.</exception>
    public static LatencyDistribution Uniform(TimeSpan min, TimeSpan max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, LatencyMax);
        return new LatencyDistribution(LatencyShape.Uniform, min, (max - min).Ticks);
    }

    /// <summary><c>min + (mean − min) · e</c>, e exponential with mean 1.</summary>
    /// <param name="mean">Mean of the whole latency, at least <paramref name="min"/>.</param>
    /// <param name="min">What every message takes, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static LatencyDistribution Exponential(TimeSpan mean, TimeSpan min = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(mean, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mean, LatencyMax);
        return new LatencyDistribution(LatencyShape.Exponential, min, (mean - min).Ticks);
    }

    /// <summary><c>median · exp(sigma · z)</c>, z standard normal; its mean is median · exp(sigma² / 2).</summary>
    /// <param name="median">Half of the messages are quicker; at least 0.</param>
    /// <param name="sigma">Spread of the logarithm, 0 to <see cref="SigmaMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static LatencyDistribution Lognormal(TimeSpan median, double sigma)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(median, TimeSpan.Zero);
        if (!(sigma >= 0 && sigma <= SigmaMax))
        {
            throw new ArgumentOutOfRangeException(nameof(sigma), sigma, $"It must be between 0 and {SigmaMax}.");
        }

        return new LatencyDistribution(LatencyShape.Lognormal, median, sigma);
    }

    /// <summary>One of these, all equally likely: measured latencies or a table of quantiles.</summary>
    /// <param name="values">At least one, each at least 0; copied.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is below 0 or too long.</exception>
    public static LatencyDistribution Empirical(params ReadOnlySpan<TimeSpan> values)
    {
        if (values.Length == 0)
        {
            throw new ArgumentException("values has 0 elements; a latency is drawn from at least 1.", nameof(values));
        }

        foreach (TimeSpan value in values)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(values));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LatencyMax, nameof(values));
        }

        return new LatencyDistribution(LatencyShape.Empirical, values[0], values: values.ToArray());
    }

    /// <summary>The latency of the next message; a constant one takes no draw.</summary>
    /// <param name="random">The link's stream.</param>
    public TimeSpan Draw(ref RandomStream random) => Shape switch
    {
        LatencyShape.Uniform => Whole(Start.Ticks + (_spread * random.NextUniform())),
        LatencyShape.Exponential => Whole(Start.Ticks + (_spread * random.NextExponential())),
        LatencyShape.Lognormal => Whole(Start.Ticks * StableMath.Exp(_spread * random.NextNormal())),
        LatencyShape.Empirical => _values[random.NextIndex(_values.Length)],
        _ => Start,
    };

    private static TimeSpan Whole(double ticks) => TimeSpan.FromTicks((long)Math.Min(ticks, LatencyMax.Ticks));
}
