namespace Delight.Learning.Kernels;

/// <summary>A matrix to read: row-major without gaps, or the transpose of one without moving anything.</summary>
public readonly ref struct ReadOnlyMatrix
{
    /// <summary>Looks at a span as [rows, columns] row-major.</summary>
    /// <exception cref="ArgumentException">The span is not rows·columns long.</exception>
    public ReadOnlyMatrix(ReadOnlySpan<float> values, int rows, int columns)
        : this(values, rows, columns, columns, 1)
    {
        Shape.RequireLength(nameof(values), values.Length, rows * columns, "[rows, columns]");
    }

    private ReadOnlyMatrix(ReadOnlySpan<float> values, int rows, int columns, int rowStride, int columnStride)
    {
        Values = values;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    /// <summary>The elements; (r, c) lies at r·<see cref="RowStride"/> + c·<see cref="ColumnStride"/>.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int RowStride { get; }

    /// <summary>Floats from one column to the next; 1 unless transposed.</summary>
    public int ColumnStride { get; }

    /// <summary>Some neighbouring rows.</summary>
    internal ReadOnlyMatrix RowsOf(int row, int count) => count == 0
        ? new(default, 0, Columns, RowStride, ColumnStride)
        : new(Values[(row * RowStride)..], count, Columns, RowStride, ColumnStride);

    /// <summary>The same elements with rows and columns exchanged.</summary>
    public ReadOnlyMatrix Transposed => new(Values, Columns, Rows, ColumnStride, RowStride);
}
