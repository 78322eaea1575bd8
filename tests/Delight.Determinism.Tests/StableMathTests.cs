namespace Delight.Determinism.Tests;

public sealed class StableMathTests
{
    /// <summary>What the class promises against the platform's functions.</summary>
    private const double Promised = 1e-15;

    [Fact]
    public void Exp_WholeRange_AgreesWithThePlatform()
    {
        RandomStream random = RandomStream.Derive(1, "exp");
        for (int i = 0; i < 200_000; i++)
        {
            double x = -708 + ((708 + 709.7) * random.NextUniform());
            Relative(Math.Exp(x), StableMath.Exp(x), x);
        }
    }

    [Fact]
    public void Exp_NearZero_AgreesWithThePlatform()
    {
        for (int power = -60; power <= 3; power++)
        {
            Relative(Math.Exp(Math.ScaleB(1.37, power)), StableMath.Exp(Math.ScaleB(1.37, power)), power);
            Relative(Math.Exp(-Math.ScaleB(1.37, power)), StableMath.Exp(-Math.ScaleB(1.37, power)), -power);
        }
    }

    [Fact]
    public void Exp_SubnormalResults_AreWithinOneUnit()
    {
        for (double x = -745; x < -708; x += 0.37)
        {
            Assert.True(
                Math.Abs(Math.Exp(x) - StableMath.Exp(x)) <= double.Epsilon + (Promised * Math.Exp(x)), $"{x:R}");
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-0.0, 1)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(-746, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_SpecialValues_AreExact(double x, double expected) => Assert.Equal(expected, StableMath.Exp(x));

    [Fact]
    public void Log_WholeRange_AgreesWithThePlatform()
    {
        RandomStream random = RandomStream.Derive(1, "log");
        for (int i = 0; i < 200_000; i++)
        {
            double x = BitConverter.UInt64BitsToDouble(random.NextBits() & 0x7FEF_FFFF_FFFF_FFFF);
            Relative(Math.Log(x), StableMath.Log(x), x);
        }
    }

    [Fact]
    public void Log_NearOne_KeepsItsDigits()
    {
        for (int power = -52; power < 0; power++)
        {
            double step = Math.ScaleB(1, power);
            Relative(Math.Log(1 + step), StableMath.Log(1 + step), 1 + step);
            Relative(Math.Log(1 - (step / 2)), StableMath.Log(1 - (step / 2)), 1 - (step / 2));
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void Log_SpecialValues_AreExact(double x, double expected) => Assert.Equal(expected, StableMath.Log(x));

    [Fact]
    public void Log_SubnormalNumbers_AgreeWithThePlatform()
    {
        for (double x = double.Epsilon; x < 1e-308; x *= 7)
        {
            Relative(Math.Log(x), StableMath.Log(x), x);
        }
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1000, 1)]
    [InlineData(-1000, 0)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void Sigmoid_SpecialValues_AreExact(double x, double expected) =>
        Assert.Equal(expected, StableMath.Sigmoid(x));

    [Fact]
    public void Sigmoid_BothSides_AgreeWithTheFormulaAndSumToOne()
    {
        for (double x = -40; x <= 40; x += 0.173)
        {
            Near.Equal(1 / (1 + Math.Exp(-x)), StableMath.Sigmoid(x), 4 * Promised, 0);
            Near.Equal(1, StableMath.Sigmoid(x) + StableMath.Sigmoid(-x), 4 * Promised, 0);
        }
    }

    private static void Relative(double expected, double actual, double at) =>
        Near.Equal(expected, actual, Promised, 0, $"at {at:R} it");
}
