using System.Runtime.CompilerServices;

namespace Delight.Learning.Kernels;

/// <summary>Register tiles of a matrix product, rows × registers: large ones while they fit, then narrower and shorter
/// ones.</summary>
internal static partial class MatrixTiles<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Works off all whole registers of columns from a first one on, in all rows and all depths of the
    /// block.</summary>
    /// <returns>The first column that is left to narrower lanes.</returns>
    public static int Add(in MatrixProduct.Operands block, int column)
    {
        DepthRange depths = new(block.DepthStart, block.DepthEnd);
        for (; column + (3 * TLanes.Count) <= block.Columns; column += 3 * TLanes.Count)
        {
            int row = 0;
            for (; row + 4 <= block.Rows; row += 4)
            {
                FourByThree<DepthRange, LanesNone>(block, row, column, depths);
            }

            for (; row < block.Rows; row++)
            {
                OneByThree(block, row, column, depths);
            }
        }

        for (; column + TLanes.Count <= block.Columns; column += TLanes.Count)
        {
            int row = 0;
            for (; row + 8 <= block.Rows; row += 8)
            {
                EightByOne(block, row, column, depths);
            }

            for (; row + 4 <= block.Rows; row += 4)
            {
                FourByOne(block, row, column, depths);
            }

            for (; row < block.Rows; row++)
            {
                OneByOne(block, row, column, depths);
            }
        }

        return column;
    }

    private static void FourByThree<TDepths, TTail>(
        in MatrixProduct.Operands block, int row, int column, TDepths depths)
        where TDepths : struct, IDepths, allows ref struct
        where TTail : struct, ILanes<TTail>
    {
        nint width = TLanes.Count, stride = block.ARowStride, columns = block.Columns;
        ref float c0 = ref Unsafe.Add(ref block.C, (row * columns) + column);
        ref float c1 = ref Unsafe.Add(ref c0, columns);
        ref float c2 = ref Unsafe.Add(ref c1, columns);
        ref float c3 = ref Unsafe.Add(ref c2, columns);
        TLanes s00 = TLanes.Load(ref c0, 0), s01 = TLanes.Load(ref c0, width), s02 = TLanes.Load(ref c0, 2 * width);
        TLanes s10 = TLanes.Load(ref c1, 0), s11 = TLanes.Load(ref c1, width), s12 = TLanes.Load(ref c1, 2 * width);
        TLanes s20 = TLanes.Load(ref c2, 0), s21 = TLanes.Load(ref c2, width), s22 = TLanes.Load(ref c2, 2 * width);
        TLanes s30 = TLanes.Load(ref c3, 0), s31 = TLanes.Load(ref c3, width), s32 = TLanes.Load(ref c3, 2 * width);
        TTail t0 = TTail.Load(ref c0, 3 * width), t1 = TTail.Load(ref c1, 3 * width);
        TTail t2 = TTail.Load(ref c2, 3 * width), t3 = TTail.Load(ref c3, 3 * width);
        ref float aBase = ref Unsafe.Add(ref block.A, row * stride);
        ref float bBase = ref Unsafe.Add(ref block.B, column);
        nint depthStride = block.ADepthStride, bStride = block.BRowStride;
        for (int i = 0; i < depths.Count; i++)
        {
            nint k = depths[i];
            ref float a = ref Unsafe.Add(ref aBase, k * depthStride);
            ref float b = ref Unsafe.Add(ref bBase, k * bStride);
            TLanes b0 = TLanes.Load(ref b, 0), b1 = TLanes.Load(ref b, width), b2 = TLanes.Load(ref b, 2 * width);
            TLanes a0 = TLanes.Broadcast(a);
            s00 = TLanes.MultiplyAdd(a0, b0, s00);
            s01 = TLanes.MultiplyAdd(a0, b1, s01);
            s02 = TLanes.MultiplyAdd(a0, b2, s02);
            TLanes a1 = TLanes.Broadcast(Unsafe.Add(ref a, stride));
            s10 = TLanes.MultiplyAdd(a1, b0, s10);
            s11 = TLanes.MultiplyAdd(a1, b1, s11);
            s12 = TLanes.MultiplyAdd(a1, b2, s12);
            TLanes a2 = TLanes.Broadcast(Unsafe.Add(ref a, 2 * stride));
            s20 = TLanes.MultiplyAdd(a2, b0, s20);
            s21 = TLanes.MultiplyAdd(a2, b1, s21);
            s22 = TLanes.MultiplyAdd(a2, b2, s22);
            TLanes a3 = TLanes.Broadcast(Unsafe.Add(ref a, 3 * stride));
            s30 = TLanes.MultiplyAdd(a3, b0, s30);
            s31 = TLanes.MultiplyAdd(a3, b1, s31);
            s32 = TLanes.MultiplyAdd(a3, b2, s32);
            TTail b3 = TTail.Load(ref b, 3 * width);
            t0 = TTail.MultiplyAdd(TTail.Broadcast(a), b3, t0);
            t1 = TTail.MultiplyAdd(TTail.Broadcast(Unsafe.Add(ref a, stride)), b3, t1);
            t2 = TTail.MultiplyAdd(TTail.Broadcast(Unsafe.Add(ref a, 2 * stride)), b3, t2);
            t3 = TTail.MultiplyAdd(TTail.Broadcast(Unsafe.Add(ref a, 3 * stride)), b3, t3);
        }

        TTail.Store(t0, ref c0, 3 * width);
        TTail.Store(t1, ref c1, 3 * width);
        TTail.Store(t2, ref c2, 3 * width);
        TTail.Store(t3, ref c3, 3 * width);
        Store(s00, s01, s02, ref c0);
        Store(s10, s11, s12, ref c1);
        Store(s20, s21, s22, ref c2);
        Store(s30, s31, s32, ref c3);
    }

    private static void OneByThree<TDepths>(in MatrixProduct.Operands block, int row, int column, TDepths depths)
        where TDepths : struct, IDepths, allows ref struct
    {
        nint width = TLanes.Count;
        ref float c = ref Unsafe.Add(ref block.C, ((nint)row * block.Columns) + column);
        TLanes s0 = TLanes.Load(ref c, 0), s1 = TLanes.Load(ref c, width), s2 = TLanes.Load(ref c, 2 * width);
        ref float aBase = ref Unsafe.Add(ref block.A, (nint)row * block.ARowStride);
        ref float bBase = ref Unsafe.Add(ref block.B, column);
        nint depthStride = block.ADepthStride, bStride = block.BRowStride;
        for (int i = 0; i < depths.Count; i++)
        {
            nint k = depths[i];
            ref float a = ref Unsafe.Add(ref aBase, k * depthStride);
            ref float b = ref Unsafe.Add(ref bBase, k * bStride);
            TLanes broadcast = TLanes.Broadcast(a);
            s0 = TLanes.MultiplyAdd(broadcast, TLanes.Load(ref b, 0), s0);
            s1 = TLanes.MultiplyAdd(broadcast, TLanes.Load(ref b, width), s1);
            s2 = TLanes.MultiplyAdd(broadcast, TLanes.Load(ref b, 2 * width), s2);
        }

        Store(s0, s1, s2, ref c);
    }

    private static void EightByOne<TDepths>(in MatrixProduct.Operands block, int row, int column, TDepths depths)
        where TDepths : struct, IDepths, allows ref struct
    {
        nint stride = block.ARowStride, columns = block.Columns;
        ref float c = ref Unsafe.Add(ref block.C, (row * columns) + column);
        TLanes s0 = TLanes.Load(ref c, 0), s1 = TLanes.Load(ref c, columns);
        TLanes s2 = TLanes.Load(ref c, 2 * columns), s3 = TLanes.Load(ref c, 3 * columns);
        TLanes s4 = TLanes.Load(ref c, 4 * columns), s5 = TLanes.Load(ref c, 5 * columns);
        TLanes s6 = TLanes.Load(ref c, 6 * columns), s7 = TLanes.Load(ref c, 7 * columns);
        ref float aBase = ref Unsafe.Add(ref block.A, row * stride);
        ref float bBase = ref Unsafe.Add(ref block.B, column);
        nint depthStride = block.ADepthStride, bStride = block.BRowStride;
        for (int i = 0; i < depths.Count; i++)
        {
            nint k = depths[i];
            ref float a = ref Unsafe.Add(ref aBase, k * depthStride);
            ref float b = ref Unsafe.Add(ref bBase, k * bStride);
            TLanes b0 = TLanes.Load(ref b, 0);
            ref float a4 = ref Unsafe.Add(ref a, 4 * stride);
            s0 = TLanes.MultiplyAdd(TLanes.Broadcast(a), b0, s0);
            s1 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref a, stride)), b0, s1);
            s2 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref a, 2 * stride)), b0, s2);
            s3 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref a, 3 * stride)), b0, s3);
            s4 = TLanes.MultiplyAdd(TLanes.Broadcast(a4), b0, s4);
            s5 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref a4, stride)), b0, s5);
            s6 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref a4, 2 * stride)), b0, s6);
            s7 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref a4, 3 * stride)), b0, s7);
        }

        TLanes.Store(s0, ref c, 0);
        TLanes.Store(s1, ref c, columns);
        TLanes.Store(s2, ref c, 2 * columns);
        TLanes.Store(s3, ref c, 3 * columns);
        TLanes.Store(s4, ref c, 4 * columns);
        TLanes.Store(s5, ref c, 5 * columns);
        TLanes.Store(s6, ref c, 6 * columns);
        TLanes.Store(s7, ref c, 7 * columns);
    }

    private static void FourByOne<TDepths>(in MatrixProduct.Operands block, int row, int column, TDepths depths)
        where TDepths : struct, IDepths, allows ref struct
    {
        nint stride = block.ARowStride, columns = block.Columns;
        ref float c = ref Unsafe.Add(ref block.C, (row * columns) + column);
        TLanes s0 = TLanes.Load(ref c, 0), s1 = TLanes.Load(ref c, columns);
        TLanes s2 = TLanes.Load(ref c, 2 * columns), s3 = TLanes.Load(ref c, 3 * columns);
        ref float aBase = ref Unsafe.Add(ref block.A, row * stride);
        ref float bBase = ref Unsafe.Add(ref block.B, column);
        nint depthStride = block.ADepthStride, bStride = block.BRowStride;
        for (int i = 0; i < depths.Count; i++)
        {
            nint k = depths[i];
            ref float a = ref Unsafe.Add(ref aBase, k * depthStride);
            TLanes b0 = TLanes.Load(ref bBase, k * bStride);
            s0 = TLanes.MultiplyAdd(TLanes.Broadcast(a), b0, s0);
            s1 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref a, stride)), b0, s1);
            s2 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref a, 2 * stride)), b0, s2);
            s3 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref a, 3 * stride)), b0, s3);
        }

        TLanes.Store(s0, ref c, 0);
        TLanes.Store(s1, ref c, columns);
        TLanes.Store(s2, ref c, 2 * columns);
        TLanes.Store(s3, ref c, 3 * columns);
    }

    private static void OneByOne<TDepths>(in MatrixProduct.Operands block, int row, int column, TDepths depths)
        where TDepths : struct, IDepths, allows ref struct
    {
        ref float c = ref Unsafe.Add(ref block.C, ((nint)row * block.Columns) + column);
        TLanes sum = TLanes.Load(ref c, 0);
        ref float aBase = ref Unsafe.Add(ref block.A, (nint)row * block.ARowStride);
        ref float bBase = ref Unsafe.Add(ref block.B, column);
        nint depthStride = block.ADepthStride, bStride = block.BRowStride;
        for (int i = 0; i < depths.Count; i++)
        {
            nint k = depths[i];
            ref float a = ref Unsafe.Add(ref aBase, k * depthStride);
            ref float b = ref Unsafe.Add(ref bBase, k * bStride);
            sum = TLanes.MultiplyAdd(TLanes.Broadcast(a), TLanes.Load(ref b, 0), sum);
        }

        TLanes.Store(sum, ref c, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TLanes first, TLanes second, TLanes third, ref float c)
    {
        TLanes.Store(first, ref c, 0);
        TLanes.Store(second, ref c, TLanes.Count);
        TLanes.Store(third, ref c, 2 * TLanes.Count);
    }
}
