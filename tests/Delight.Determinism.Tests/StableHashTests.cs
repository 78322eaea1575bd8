using System.Numerics;

namespace Delight.Determinism.Tests;

public sealed class StableHashTests
{
    [Fact]
    public void Of_KnownTexts_KeepsItsValues()
    {
        // Golden values, computed apart in Python: a change here changes every digest and must be meant.
        Assert.Equal(0xB992B056E7D8A844, StableHash.Of(string.Empty));
        Assert.Equal(0x084B5A7085D9B82DUL, StableHash.Of("delight"));
    }

    [Fact]
    public void Add_OneRoundFromStart_IsTheRoundOfXxHash64()
    {
        // The eight-byte tail round of the specification, written out with its primes.
        const ulong P1 = 11400714785074694791, P2 = 14029467366897019727, P4 = 9650029242287828579;
        const ulong Word = 0x0123456789ABCDEF;
        ulong lane = BitOperations.RotateLeft(unchecked(Word * P2), 31) * P1;
        Assert.Equal(
            (BitOperations.RotateLeft(StableHash.Start ^ lane, 27) * P1) + P4, StableHash.Add(StableHash.Start, Word));
    }

    [Fact]
    public void Add_Floats_TellsBitsApart()
    {
        Assert.NotEqual(Floats(0f), Floats(-0f));
        Assert.NotEqual(Floats(1f, 2f), Floats(2f, 1f));
        Assert.NotEqual(Floats(), Floats(0f));
        Assert.Equal(Floats(1f, 2f), Floats(1f, 2f));
    }

    [Fact]
    public void Add_TextInPieces_DiffersFromTextInOne() => Assert.NotEqual(
        StableHash.Of("ab"), StableHash.Finish(StableHash.Add(StableHash.Add(StableHash.Start, "a"), "b")));

    [Fact]
    public void Finish_OneBitChanged_ChangesHalfOfTheBits()
    {
        // 64 bits flip with chance 1/2 each: mean 32, standard deviation of the mean over 64 · 64 flips 0.06; 10 of
        // them allowed.
        double flipped = 0;
        for (int word = 0; word < 64; word++)
        {
            ulong plain = StableHash.Finish(StableHash.Add(StableHash.Start, (ulong)word));
            for (int bit = 0; bit < 64; bit++)
            {
                flipped += BitOperations.PopCount(
                    plain ^ StableHash.Finish(StableHash.Add(StableHash.Start, (ulong)word ^ (1UL << bit))));
            }
        }

        Near.Equal(32, flipped / (64 * 64), 0, 0.6);
    }

    private static ulong Floats(params float[] numbers) => StableHash.Finish(StableHash.Add(StableHash.Start, numbers));
}
