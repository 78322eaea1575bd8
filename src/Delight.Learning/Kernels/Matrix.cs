namespace Delight.Learning.Kernels;

/// <summary>A matrix to write, row-major without gaps.</summary>
public readonly ref struct Matrix
{
    /// <summary>Looks at a span as [rows, columns].</summary>
    /// <exception cref="ArgumentException">The span is not rows·columns long.</exception>
    public Matrix(Span<float> values, int rows, int columns)
    {
        Shape.RequireLength(nameof(values), values.Length, rows * columns, "[rows, columns]");
        Values = values;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>[Rows, Columns] row-major.</summary>
    public Span<float> Values { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Some neighbouring rows.</summary>
    internal Matrix RowsOf(int row, int count) => new(Values.Slice(row * Columns, count * Columns), count, Columns);
}
