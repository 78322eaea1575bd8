using System.Numerics;

namespace Delight.Determinism;

/// <summary>A stream of random numbers that is fully determined by a root seed, a name, and an index.</summary>
/// <remarks>
/// <para>Streams are cheap to derive and independent of each other, so that a draw is keyed by what it is for (the
/// request, the update) and never by who makes it: a reissued request draws the same again.</para>
/// <para>Bits are the same on every machine. Allocates nothing. Not thread-safe: copy or derive, do not share.</para>
/// <para>Source: Blackman and Vigna (2021), "Scrambled linear pseudorandom number generators" (xoshiro256**); normals
/// by Marsaglia's polar method (1964) over <see cref="StableMath"/>.</para>
/// </remarks>
public struct RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    private RandomStream(ulong key)
    {
        // SplitMix64, as the authors of xoshiro advise, so that no state is all zero.
        _s0 = SplitMix(ref key);
        _s1 = SplitMix(ref key);
        _s2 = SplitMix(ref key);
        _s3 = SplitMix(ref key);
    }

    /// <summary>The stream of that name and index under a root seed.</summary>
    /// <param name="seed">The root seed of the run.</param>
    /// <param name="name">What is drawn, for example <c>actions</c>.</param>
    /// <param name="index">Which of them, for example the row's number.</param>
    public static RandomStream Derive(ulong seed, ReadOnlySpan<char> name, long index = 0)
    {
        ulong key = StableHash.Add(StableHash.Add(StableHash.Start, seed), name);
        return new RandomStream(StableHash.Finish(StableHash.Add(key, (ulong)index)));
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / 9007199254740992.0);

    /// <summary>Uniform among 0 .. bound − 1, without bias.</summary>
    /// <param name="bound">How many values; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public int NextIndex(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);

        // Lemire (2019): the high word of a product, with the few biased low words rejected.
        ulong product = Math.BigMul((uint)(NextBits() >> 32), (uint)bound);
        if ((uint)product < (uint)bound)
        {
            uint threshold = unchecked((uint)-bound) % (uint)bound;
            while ((uint)product < threshold)
            {
                product = Math.BigMul((uint)(NextBits() >> 32), (uint)bound);
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>True with the given probability.</summary>
    public bool NextChance(double probability) => NextUniform() < probability;

    /// <summary>Standard normal.</summary>
    public double NextNormal()
    {
        // The second value of each accepted pair is given up: a stream's state stays four words.
        while (true)
        {
            double x = (2 * NextUniform()) - 1;
            double y = (2 * NextUniform()) - 1;
            double square = (x * x) + (y * y);
            if (square > 0 && square < 1)
            {
                return x * Math.Sqrt(-2 * StableMath.Log(square) / square);
            }
        }
    }

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -StableMath.Log(1 - NextUniform());

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
