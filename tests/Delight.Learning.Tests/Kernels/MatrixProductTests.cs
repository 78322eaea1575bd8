using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class MatrixProductTests
{
    /// <summary>Rows and columns at and around the tiles of 4 x 3 and 8 x 1 registers of 16, 8, 4 and 1
    /// lanes.</summary>
    private static readonly int[] RowSizes = [1, 2, 3, 4, 5, 7, 8, 9, 12, 17], ColumnSizes =
        [1, 2, 3, 4, 5, 7, 8, 11, 12, 13, 15, 16, 17, 23, 24, 25, 31, 32, 33, 47, 48, 49, 63, 64, 65, 100];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Category", "Bits")]
    public void Add_ShapesAroundTheTiles_EqualsAScalarChainBitForBit(bool isTransposed)
    {
        foreach (int rows in RowSizes)
        {
            foreach (int columns in ColumnSizes)
            {
                AssertEqualsChain(rows, depth: 5, columns, isTransposed, specialShare: 0);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(159)]
    [InlineData(160)]
    [InlineData(161)]
    [InlineData(320)]
    [InlineData(784)]
    public void Add_DepthsAroundTheBlock_EqualsAScalarChainBitForBit(int depth)
    {
        AssertEqualsChain(9, depth, 61, isTransposed: false, specialShare: 0);
        AssertEqualsChain(9, depth, 61, isTransposed: true, specialShare: 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Add_AwkwardNumbers_EqualsAScalarChain(bool isTransposed) =>
        AssertEqualsChain(13, 3, 75, isTransposed, specialShare: 0.1);

    [Fact]
    public void Add_ZeroTimesInfinity_IsNotANumber()
    {
        float[] c = new float[1];
        MatrixProduct.Add(new ReadOnlyMatrix([0], 1, 1), new ReadOnlyMatrix([float.PositiveInfinity], 1, 1),
            new Matrix(c, 1, 1));
        Assert.Equal(float.NaN, c[0]);
    }

    [Fact]
    public void Add_RowsOfABatch_HaveTheSameBitsAlone()
    {
        float[] a = Awkward.Finite(100 * 33, "alone-a"), b = Awkward.Finite(33 * 50, "alone-b"),
        together = new float[100 * 50];
        MatrixProduct.Add(new ReadOnlyMatrix(a, 100, 33), new ReadOnlyMatrix(b, 33, 50), new Matrix(together, 100, 50));
        for (int row = 0; row < 100; row++)
        {
            float[] alone = new float[50];
            MatrixProduct.Add(
                new ReadOnlyMatrix(a.AsSpan(row * 33, 33), 1, 33), new ReadOnlyMatrix(b, 33, 50),
                new Matrix(alone, 1, 50));
            Awkward.AssertSameBits(alone, together.AsSpan(row * 50, 50));
        }
    }

    [Fact]
    public void Add_NeighboursOfTheResult_AreLeftAlone()
    {
        float[] longer = Enumerable.Repeat(7f, (5 * 17) + 40).ToArray();
        MatrixProduct.Add(
            new ReadOnlyMatrix(Awkward.Finite(5 * 4, "a"), 5, 4),
            new ReadOnlyMatrix(Awkward.Finite(4 * 17, "b"), 4, 17),
            new Matrix(longer.AsSpan(20, 5 * 17), 5, 17));
        Assert.All(longer[..20], value => Assert.Equal(7f, value));
        Assert.All(longer[^20..], value => Assert.Equal(7f, value));
    }

    [Fact]
    public void Add_ShapesThatDoNotFit_NamesThem()
    {
        Assert.Equal(
            "a is [2, 3], b is [4, 5], c is [2, 5]; [M, K] · [K, N] must give [M, N].",
            Assert.Throws<ArgumentException>(() => MatrixProduct.Add(
                new ReadOnlyMatrix(new float[6], 2, 3), new ReadOnlyMatrix(new float[20], 4, 5),
                new Matrix(new float[10], 2, 5))).Message);
        Assert.Contains("b must not be transposed", Assert.Throws<ArgumentException>(() => MatrixProduct.Add(
            new ReadOnlyMatrix(new float[6], 2, 3), new ReadOnlyMatrix(new float[15], 5, 3).Transposed,
            new Matrix(new float[10], 2, 5))).Message,
            StringComparison.Ordinal);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => new Matrix(new float[5], 2, 3).Rows).ParamName);
    }

    private static void AssertEqualsChain(int rows, int depth, int columns, bool isTransposed, double specialShare)
    {
        float[] a = Awkward.Numbers(rows * depth, "product-a", specialShare),
        b = Awkward.Numbers(depth * columns, "product-b", specialShare);
        float[] c = Awkward.Finite(rows * columns, "product-c"), expected = [.. c];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                for (int k = 0; k < depth; k++)
                {
                    float left = isTransposed ? a[(k * rows) + row] : a[(row * depth) + k];
                    expected[(row * columns) + column] = MathF.FusedMultiplyAdd(
                        left, b[(k * columns) + column], expected[(row * columns) + column]);
                }
            }
        }

        Span<float> shifted = Awkward.Shifted<float>(c);
        ReadOnlySpan<float> values = Awkward.Shifted<float>(a);
        ReadOnlyMatrix left0 = isTransposed ? new ReadOnlyMatrix(values, depth, rows).Transposed
            : new ReadOnlyMatrix(values, rows, depth);
        MatrixProduct.Add(left0, new ReadOnlyMatrix(Awkward.Shifted<float>(b), depth, columns),
            new Matrix(shifted, rows, columns));
        Awkward.AssertSameBits(expected, shifted);
    }
}
