using Delight.Determinism;

namespace Delight.Simulation.Network;

/// <summary>How long messages are under way on a link, beside the time that its bandwidth costs.</summary>
/// <remarks>Immutable. Draws are whole ticks of 100 ns, at most <see cref="Longest"/>, and have the same bits on
/// every machine; they allocate nothing.</remarks>
public sealed class Latency
{
    /// <summary>The largest spread of a lognormal distribution: one sigma is a factor of 148.</summary>
    public const double SigmaMax = 5;

    private readonly TimeSpan[] _values;

    private Latency(LatencyShape shape, TimeSpan start, double spread = 0, TimeSpan[]? values = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Longest);
        (Shape, Start, Spread, _values) = (shape, start, spread, values ?? []);
    }

    /// <summary>The longest latency, 10,000 hours. Longer draws are cut to it.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromHours(10_000);

    /// <summary>No latency.</summary>
    public static Latency Zero { get; } = new(LatencyShape.Constant, TimeSpan.Zero);

    /// <summary>The form of the distribution.</summary>
    public LatencyShape Shape { get; }

    /// <summary>Which value it always has, its lower end, or its median (lognormal); the first value of a
    /// list.</summary>
    public TimeSpan Start { get; }

    /// <summary>Its width (uniform) or its mean above the lower end (exponential), in ticks of 100 ns; sigma
    /// (lognormal); else 0.</summary>
    public double Spread { get; }

    /// <summary>The values of a list, in the order given; empty for other forms.</summary>
    public IReadOnlyList<TimeSpan> Values => _values;

    /// <summary>True where messages may need different times.</summary>
    public bool IsRandom => Shape != LatencyShape.Constant;

    /// <summary>A latency that hardly any draw exceeds: the upper end, 20 means beyond the lower end (exponential), six
    /// spreads beyond the median (lognormal).</summary>
    public TimeSpan NearlyMax => Shape switch
    {
        LatencyShape.Uniform => Whole(Start.Ticks + Spread),
        LatencyShape.Exponential => Whole(Start.Ticks + (20 * Spread)),
        LatencyShape.Lognormal => Whole(Start.Ticks * StableMath.Exp(6 * Spread)),
        LatencyShape.Empirical => _values.Max(),
        _ => Start,
    };

    /// <summary>Always that latency.</summary>
    public static implicit operator Latency(TimeSpan latency) => Constant(latency);

    /// <summary>Always the same.</summary>
    /// <param name="latency">At least 0 and at most <see cref="Longest"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is below 0 or too long.</exception>
    public static Latency Constant(TimeSpan latency)
    {
        Require.NotNegative(latency, nameof(latency));
        return new Latency(LatencyShape.Constant, latency);
    }

    /// <summary>Evenly from <paramref name="min"/> to <paramref name="max"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An end is below 0 or too long, or max is below min.</exception>
    public static Latency Uniform(TimeSpan min, TimeSpan max)
    {
        Require.NotNegative(min, nameof(min));
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, Longest);
        return new Latency(LatencyShape.Uniform, min, (max - min).Ticks);
    }

    /// <summary><c>min + (mean − min) · e</c>, e exponential with mean 1.</summary>
    /// <param name="mean">Mean of the whole latency, at least <paramref name="min"/>.</param>
    /// <param name="min">What every message takes, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static Latency Exponential(TimeSpan mean, TimeSpan min = default)
    {
        Require.NotNegative(min, nameof(min));
        ArgumentOutOfRangeException.ThrowIfLessThan(mean, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mean, Longest);
        return new Latency(LatencyShape.Exponential, min, (mean - min).Ticks);
    }

    /// <summary><c>median · exp(sigma · z)</c>, z standard normal; its mean is median · exp(sigma² / 2).</summary>
    /// <param name="median">Half of the messages are quicker; at least 0.</param>
    /// <param name="sigma">Spread of the logarithm, 0 to <see cref="SigmaMax"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static Latency Lognormal(TimeSpan median, double sigma)
    {
        Require.NotNegative(median, nameof(median));
        if (!(sigma >= 0 && sigma <= SigmaMax))
        {
            throw new ArgumentOutOfRangeException(
                nameof(sigma), sigma, $"A sigma is between 0 and {SigmaMax}. Set it within.");
        }

        return new Latency(LatencyShape.Lognormal, median, sigma);
    }

    /// <summary>One of these, all equally likely: measured latencies or a table of quantiles.</summary>
    /// <param name="values">At least one, each at least 0; copied.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is below 0 or too long.</exception>
    public static Latency Empirical(params ReadOnlySpan<TimeSpan> values)
    {
        if (values.Length == 0)
        {
            throw new ArgumentException("values has 0 elements; a latency is drawn from at least 1.", nameof(values));
        }

        foreach (TimeSpan value in values)
        {
            Require.NotNegative(value, nameof(values));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Longest, nameof(values));
        }

        return new Latency(LatencyShape.Empirical, values[0], values: values.ToArray());
    }

    /// <summary>The latency of the next message; a constant one takes no draw.</summary>
    /// <param name="random">The link's stream.</param>
    public TimeSpan Draw(ref RandomStream random) => Shape switch
    {
        LatencyShape.Uniform => Whole(Start.Ticks + (Spread * random.NextUniform())),
        LatencyShape.Exponential => Whole(Start.Ticks + (Spread * random.NextExponential())),
        LatencyShape.Lognormal => Whole(Start.Ticks * StableMath.Exp(Spread * random.NextNormal())),
        LatencyShape.Empirical => _values[random.NextIndex(_values.Length)],
        _ => Start,
    };

    private static TimeSpan Whole(double ticks) => TimeSpan.FromTicks((long)Math.Min(ticks, Longest.Ticks));
}
