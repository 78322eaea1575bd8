using System.Numerics;

namespace Delight.Simulation;

/// <summary>A running hash over the fields of a message.</summary>
/// <param name="state">Where it goes on from.</param>
public struct DigestFields(ulong state)
{
    // The round of xxHash64's eight-byte tail, as in Delight.Determinism.StableHash.
    private const ulong Prime1 = 0x9E3779B185EBCA87, Prime2 = 0xC2B2AE3D27D4EB4F, Prime4 = 0x85EBCA77C2B2AE63;

    /// <summary>The hash so far.</summary>
    public ulong State { get; private set; } = state;

    /// <summary>Adds a whole number.</summary>
    public void Add(long value)
    {
        ulong word = BitOperations.RotateLeft((ulong)value * Prime2, 31) * Prime1;
        State = (BitOperations.RotateLeft(State ^ word, 27) * Prime1) + Prime4;
    }

    /// <summary>Adds the bits of a number.</summary>
    public void Add(double value) => Add(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Adds the length and the UTF-16 units of a text.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        Add(text.Length);
        foreach (char unit in text)
        {
            Add((long)unit);
        }
    }
}
