namespace Delight.Learning.Kernels;

/// <summary><c>y[c, r] = x[r, c]</c>: the copy of a weight that lets its backward product run across outputs.</summary>
public static class Transpose
{
    /// <summary>Writes the transpose.</summary>
    /// <param name="x">[R, C] row-major.</param>
    /// <param name="rows">R.</param>
    /// <param name="columns">C.</param>
    /// <param name="y">[C, R] row-major; overwritten; must not overlap <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">A length is not R·C.</exception>
    public static void Forward(ReadOnlySpan<float> x, int rows, int columns, Span<float> y)
    {
        Shape.RequireLength(nameof(x), x.Length, rows * columns, "[R, C]");
        Shape.RequireLength(nameof(y), y.Length, rows * columns, "[C, R]");
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                y[(column * rows) + row] = x[(row * columns) + column];
            }
        }
    }
}
