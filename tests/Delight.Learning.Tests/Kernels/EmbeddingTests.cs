using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class EmbeddingTests
{
    [Fact]
    public void Forward_EveryWidthTo40_AddsTheRowsLookedUp()
    {
        for (int width = 1; width <= 40; width++)
        {
            float[] table = [.. Enumerable.Range(0, 3 * width).Select(i => i + 0.5f)];
            float[] y = [.. Enumerable.Repeat(1f, 4 * width)];
            Embedding.Forward(new ReadOnlyMatrix(table, 3, width), [2, 0, 2, 1], new Matrix(y, 4, width));
            for (int n = 0; n < 4; n++)
            {
                int row = n switch { 0 => 2, 1 => 0, 2 => 2, _ => 1 };
                Assert.Equal(table[(row * width)..((row + 1) * width)].Select(value => value + 1),
                    y[(n * width)..((n + 1) * width)]);
            }
        }
    }

    [Fact]
    public void Backward_EveryWidthTo40_SumsTheRowsThatSharedAnIndex()
    {
        for (int width = 1; width <= 40; width++)
        {
            float[] dy = [.. Enumerable.Range(0, 3 * width).Select(i => (float)i)],
                dTable = [.. Enumerable.Repeat(1f, 3 * width)];
            Embedding.Backward([1, 2, 1], new ReadOnlyMatrix(dy, 3, width), new Matrix(dTable, 3, width));
            for (int j = 0; j < width; j++)
            {
                Assert.Equal(1f, dTable[j]);
                Assert.Equal(1 + dy[j] + dy[(2 * width) + j], dTable[width + j]);
                Assert.Equal(1 + dy[width + j], dTable[(2 * width) + j]);
            }
        }
    }

    [Fact]
    public void Forward_SpecialValues_ComeThroughAsTheyAre()
    {
        float[] table = [float.NaN, float.NegativeInfinity, float.Epsilon], y = [0, 0, 0];
        Embedding.Forward(new ReadOnlyMatrix(table, 1, 3), [0], new Matrix(y, 1, 3));
        Assert.Equal(table, y);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Forward_IndexOutsideOfTheTable_IsNamed(int index)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => Embedding.Forward(
            new ReadOnlyMatrix(new float[6], 3, 2), [0, index], new Matrix(new float[4], 2, 2)));
        Assert.Contains($"indices[1] is {index}; the table has rows 0 to 2.", error.Message, StringComparison.Ordinal);
    }
}
