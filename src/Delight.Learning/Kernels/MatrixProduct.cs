using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Delight.Learning.Execution;

namespace Delight.Learning.Kernels;

/// <summary><c>c[m,n] += Σ_k a[m,k] · b[k,n]</c>, k ascending: the one product under every linear layer.</summary>
/// <remarks>
/// <para>Forward of a linear layer is <c>Add(x, w, y)</c>; its backward is <c>Add(x.Transposed, dy, dw)</c> and, with a
/// transposed copy of the weights, <c>Add(dy, wᵀ, dx)</c>.</para>
/// <para>Every output is one chain of fused multiply-adds in ascending k; lanes run across n. So the bits depend
/// neither on the register width, nor on the tile an output falls in, nor on the other rows of the batch.</para>
/// <para>Not associative with float sums elsewhere: a zero input still adds 0 · b, so NaN and infinity in b propagate.
/// Allocates nothing.</para>
/// </remarks>
public static class MatrixProduct
{
    // A block of b of this depth, three registers wide, stays in the first-level cache while all rows pass over it.
    private const int DepthBlock = 160;

    // Above this share of active depths the lists cost more than they save.
    private const double ActiveShareMax = 0.75;

    // Waking and awaiting another thread costs about a microsecond; a smaller product is done before.
    private const long MultiplyAddsMin = 100_000;

    // Rows that the largest tile takes at once stay with one worker.
    private const int RowsTogether = 8;

    /// <summary>Adds the product of <paramref name="a"/> and <paramref name="b"/> to <paramref name="c"/>.</summary>
    /// <param name="a">[M, K], transposed or not.</param>
    /// <param name="b">[K, N], not transposed.</param>
    /// <param name="c">[M, N]; added to; must not overlap the other two.</param>
    /// <exception cref="ArgumentException">Dimensions do not match, or <paramref name="b"/> is transposed.</exception>
    public static void Add(ReadOnlyMatrix a, ReadOnlyMatrix b, Matrix c)
    {
        RequireDims(a, b, c);
        if (c.Values.IsEmpty)
        {
            return;
        }

        for (int depth = 0; depth < a.Columns; depth += DepthBlock)
        {
            Operands block = Operands.Of(a, b, c) with
            {
                DepthStart = depth, DepthEnd = Math.Min(a.Columns, depth + DepthBlock),
            };
            AddBlock(block);
        }
    }

    /// <summary>The same product, leaving out what is zero: for inputs such as images, most of which is.</summary>
    /// <param name="a">[M, K], transposed or not.</param>
    /// <param name="active">What <see cref="ActiveDepths.Find"/> found in <paramref name="a"/>.</param>
    /// <param name="b">[K, N], not transposed, finite: what is left out would have added <c>0 · b</c>.</param>
    /// <param name="c">[M, N]; added to; must not overlap the others.</param>
    /// <exception cref="ArgumentException">Dimensions do not match, or <paramref name="b"/> is transposed.</exception>
    public static void Add(ReadOnlyMatrix a, ActiveDepths active, ReadOnlyMatrix b, Matrix c)
    {
        if (active.Share > ActiveShareMax || c.Values.IsEmpty)
        {
            Add(a, b, c);
            return;
        }

        RequireDims(a, b, c);
        new ListedProduct { A = a, Active = active, B = b, C = c }.Run(0, 1);
    }

    /// <summary>Adds the product on the threads of an executor, each of which owns some rows of
    /// <paramref name="c"/>.</summary>
    /// <inheritdoc cref="Add(ReadOnlyMatrix, ReadOnlyMatrix, Matrix)"/>
    public static void Add(IKernelExecutor executor, ReadOnlyMatrix a, ReadOnlyMatrix b, Matrix c)
    {
        if (executor.Workers == 1 || (long)c.Values.Length * a.Columns < MultiplyAddsMin)
        {
            Add(a, b, c);
            return;
        }

        RequireDims(a, b, c);
        Product product = new() { A = a, B = b, C = c };
        executor.Run(ref product);
    }

    /// <summary>The product that leaves out what is zero, on the threads of an executor.</summary>
    /// <inheritdoc cref="Add(ReadOnlyMatrix, ActiveDepths, ReadOnlyMatrix, Matrix)"/>
    public static void Add(
        IKernelExecutor executor, ReadOnlyMatrix a, ActiveDepths active, ReadOnlyMatrix b, Matrix c)
    {
        if (active.Share > ActiveShareMax)
        {
            Add(executor, a, b, c);
            return;
        }

        RequireDims(a, b, c);
        ListedProduct product = new() { A = a, Active = active, B = b, C = c };
        executor.Run(ref product);
    }

    private static void AddTile(in Operands whole, int row, DepthList depths)
    {
        int column = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            column = MatrixTiles<Lanes512>.AddListed(whole, row, column, depths);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            column = MatrixTiles<Lanes256>.AddListed(whole, row, column, depths);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            column = MatrixTiles<Lanes128>.AddListed(whole, row, column, depths);
            column = MatrixTiles<Lanes2>.AddListed(whole, row, column, depths);
        }

        MatrixTiles<Lanes1>.AddListed(whole, row, column, depths);
    }

    private static void AddBlock(in Operands block)
    {
        int column = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            column = MatrixTiles<Lanes512>.Add(block, column);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            column = MatrixTiles<Lanes256>.Add(block, column);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            column = MatrixTiles<Lanes128>.Add(block, column);
            column = MatrixTiles<Lanes2>.Add(block, column);
        }

        MatrixTiles<Lanes1>.Add(block, column);
    }

    private static void RequireDims(ReadOnlyMatrix a, ReadOnlyMatrix b, Matrix c)
    {
        bool match = a.Columns == b.Rows && a.Rows == c.Rows && b.Columns == c.Columns;
        Require(match, "[M, K] · [K, N] must give [M, N]", a, b, c);
        Require(b.ColumnStride == 1, "b must not be transposed; keep a transposed copy", a, b, c);
    }

    private static void Require(bool holds, string rule, ReadOnlyMatrix a, ReadOnlyMatrix b, Matrix c)
    {
        if (!holds)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"a is [{a.Rows}, {a.Columns}], b is [{b.Rows}, {b.Columns}], c is [{c.Rows}, {c.Columns}]; {rule}."));
        }
    }

    /// <summary>A product of which every worker owns some rows.</summary>
    private ref struct Product : IKernelWork
    {
        public ReadOnlyMatrix A;
        public ReadOnlyMatrix B;
        public Matrix C;

        public readonly void Run(int worker, int workers)
        {
            WorkShare rows = WorkShare.Of(C.Rows, RowsTogether, worker, workers);
            Add(A.RowsOf(rows.Start, rows.Count), B, C.RowsOf(rows.Start, rows.Count));
        }
    }

    /// <summary>A product along lists of depths, of which every worker owns some tiles, and the last one the rows
    /// that fill no tile.</summary>
    private ref struct ListedProduct : IKernelWork
    {
        public ReadOnlyMatrix A;
        public ActiveDepths Active;
        public ReadOnlyMatrix B;
        public Matrix C;

        public readonly void Run(int worker, int workers)
        {
            Operands whole = Operands.Of(A, B, C);
            int tileRows = Active.TileRows, tiles = C.Rows / tileRows;
            WorkShare share = WorkShare.Of(tiles, 1, worker, workers);
            for (int tile = share.Start; tile < share.End; tile++)
            {
                AddTile(whole, tile * tileRows, Active.Of(tile));
            }

            int row = tiles * tileRows;
            if (worker == workers - 1 && row < C.Rows)
            {
                Add(A.RowsOf(row, C.Rows - row), B, C.RowsOf(row, C.Rows - row));
            }
        }
    }

    /// <summary>A product or one depth block of it, as references and strides.</summary>
    internal readonly ref struct Operands(ref float a, ref float b, ref float c)
    {
        public readonly ref float A = ref a;
        public readonly ref float B = ref b;
        public readonly ref float C = ref c;

        public required int Rows { get; init; }

        public required int Columns { get; init; }

        public required int DepthStart { get; init; }

        public required int DepthEnd { get; init; }

        public required int ARowStride { get; init; }

        public required int ADepthStride { get; init; }

        public required int BRowStride { get; init; }

        public static Operands Of(ReadOnlyMatrix a, ReadOnlyMatrix b, Matrix c) => new(
            ref MemoryMarshal.GetReference(a.Values), ref MemoryMarshal.GetReference(b.Values),
            ref MemoryMarshal.GetReference(c.Values))
        {
            Rows = c.Rows, Columns = c.Columns, DepthStart = 0, DepthEnd = a.Columns,
            ARowStride = a.RowStride, ADepthStride = a.ColumnStride, BRowStride = b.RowStride,
        };
    }
}
