namespace Delight.Determinism.Tests;

public sealed class RandomStreamTests
{
    private const int Draws = 100_000;

    [Fact]
    public void Derive_KnownKey_KeepsItsBits()
    {
        // Golden values, computed apart in Python: a change here changes every run and must be meant.
        RandomStream random = RandomStream.Derive(42, "actions", 3);
        ulong[] expected = [0x9756809E4DC6807A, 0xDBF7A823DAB1FBEC, 0x59389EBDC2D78B49];
        Assert.Equal(expected, new[] { random.NextBits(), random.NextBits(), random.NextBits() });
    }

    [Fact]
    public void Derive_SameKey_GivesTheSameStream()
    {
        RandomStream first = RandomStream.Derive(1, "a", 2), second = RandomStream.Derive(1, "a", 2);
        Assert.Equal(
            Enumerable.Range(0, 100).Select(_ => first.NextBits()),
            Enumerable.Range(0, 100).Select(_ => second.NextBits()));
    }

    [Fact]
    public void Derive_AnyPartOfTheKeyChanged_GivesAnotherStream()
    {
        ulong[] first =
        [
            Bits(1, "a", 0), Bits(2, "a", 0), Bits(1, "b", 0), Bits(1, "a", 1), Bits(1, "a", -1),
            Bits(1, string.Empty, 0),
        ];
        Assert.Equal(first.Length, first.Distinct().Count());
    }

    [Fact]
    public void NextUniform_ManyDraws_HasMeanAndVarianceOfTheUniform()
    {
        // Standard deviations of mean and variance over 100,000 draws: 0.0009 and 0.00024; 5 of them.
        (double mean, double variance, double lowest, double highest) =
            Moments((ref RandomStream random) => random.NextUniform());
        Near.Equal(0.5, mean, 0, 0.0046);
        Near.Equal(1.0 / 12, variance, 0, 0.0012);
        Assert.True(lowest >= 0 && highest < 1);
    }

    [Fact]
    public void NextNormal_ManyDraws_HasMeanZeroAndVarianceOne()
    {
        // Standard deviations 0.0032 and 0.0045; 5 of them.
        (double mean, double variance, double _, double _) = Moments((ref RandomStream random) => random.NextNormal());
        Near.Equal(0, mean, 0, 0.016);
        Near.Equal(1, variance, 0, 0.023);
    }

    [Fact]
    public void NextExponential_ManyDraws_HasMeanAndVarianceOne()
    {
        // Standard deviations 0.0032 and sqrt(8 / 100,000) = 0.0089; 5 of them.
        (double mean, double variance, double lowest, double _) =
            Moments((ref RandomStream random) => random.NextExponential());
        Near.Equal(1, mean, 0, 0.016);
        Near.Equal(1, variance, 0, 0.045);
        Assert.True(lowest >= 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10)]
    public void NextIndex_ManyDraws_ReachesEveryIndexEquallyOften(int bound)
    {
        RandomStream random = RandomStream.Derive(5, "index", bound);
        int[] counts = new int[bound];
        for (int i = 0; i < Draws; i++)
        {
            counts[random.NextIndex(bound)]++;
        }

        double expected = (double)Draws / bound;
        Assert.All(counts, count => Near.Equal(expected, count, 0, 5 * Math.Sqrt(expected)));
    }

    [Fact]
    public void NextIndex_LargestBound_StaysBelowItAndPassesTheMiddle()
    {
        RandomStream random = RandomStream.Derive(5, "index");
        int highest = 0;
        for (int i = 0; i < 1000; i++)
        {
            int index = random.NextIndex(int.MaxValue);
            Assert.InRange(index, 0, int.MaxValue - 1);
            highest = Math.Max(highest, index);
        }

        Assert.True(highest > int.MaxValue / 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void NextIndex_BoundBelowOne_IsRefused(int bound) => Assert.Throws<ArgumentOutOfRangeException>(() =>
    {
        RandomStream random = RandomStream.Derive(1, "index");
        random.NextIndex(bound);
    });

    [Fact]
    public void NextChance_CertainAndImpossible_NeverErr()
    {
        RandomStream random = RandomStream.Derive(1, "chance");
        for (int i = 0; i < 1000; i++)
        {
            Assert.True(random.NextChance(1));
            Assert.False(random.NextChance(0));
        }
    }

    [Fact]
    public void Copy_OfAStream_GoesItsOwnWayFromTheSamePlace()
    {
        RandomStream random = RandomStream.Derive(1, "copy");
        random.NextBits();
        RandomStream copy = random;
        ulong next = random.NextBits();
        Assert.Equal(next, copy.NextBits());
    }

    private static ulong Bits(ulong seed, string name, long index)
    {
        RandomStream random = RandomStream.Derive(seed, name, index);
        return random.NextBits();
    }

    private delegate double Draw(ref RandomStream random);

    private static (double Mean, double Variance, double Lowest, double Highest) Moments(Draw draw)
    {
        RandomStream random = RandomStream.Derive(9, "moments");
        double sum = 0, squares = 0, lowest = double.MaxValue, highest = double.MinValue;
        for (int i = 0; i < Draws; i++)
        {
            double value = draw(ref random);
            sum += value;
            squares += value * value;
            (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
        }

        double mean = sum / Draws;
        return (mean, (squares / Draws) - (mean * mean), lowest, highest);
    }
}
