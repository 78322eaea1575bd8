using System.Numerics;

namespace Delight.Determinism;

/// <summary>A fast, non-cryptographic 64-bit hash that gives the same value in every process and on every
/// machine.</summary>
/// <remarks>
/// <para>The round is that of xxHash64's eight-byte tail; the finish is its avalanche.</para>
/// <para>Source: Collet, xxHash specification, section "XXH64". Our choice: one accumulator instead of four, since what
/// is hashed here comes a few words at a time.</para>
/// </remarks>
public static class StableHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;

    /// <summary>The state before anything was added.</summary>
    public const ulong Start = 0x27D4EB2F165667C5;

    /// <summary>Adds one word to a running hash.</summary>
    /// <returns>The new state; feed it to <see cref="Finish"/> before comparing.</returns>
    public static ulong Add(ulong state, ulong word)
    {
        word = BitOperations.RotateLeft(word * Prime2, 31) * Prime1;
        return (BitOperations.RotateLeft(state ^ word, 27) * Prime1) + Prime4;
    }

    /// <summary>Adds the UTF-16 units of a text and its length.</summary>
    public static ulong Add(ulong state, ReadOnlySpan<char> text)
    {
        state = Add(state, (ulong)text.Length);
        foreach (char unit in text)
        {
            state = Add(state, unit);
        }

        return state;
    }

    /// <summary>Adds the bits of every number, so that -0 and 0, and two NaNs with other payloads, differ.</summary>
    public static ulong Add(ulong state, ReadOnlySpan<float> numbers)
    {
        state = Add(state, (ulong)numbers.Length);
        foreach (float number in numbers)
        {
            state = Add(state, BitConverter.SingleToUInt32Bits(number));
        }

        return state;
    }

    /// <summary>Spreads the last words over all bits.</summary>
    public static ulong Finish(ulong state)
    {
        state ^= state >> 33;
        state *= Prime2;
        state ^= state >> 29;
        state *= Prime3;
        return state ^ (state >> 32);
    }

    /// <summary>The finished hash of one text.</summary>
    public static ulong Of(ReadOnlySpan<char> text) => Finish(Add(Start, text));
}
