using System.Runtime.CompilerServices;

namespace Delight.Learning.Kernels;

/// <content>The tiles that walk listed depths, leaving out what is zero.</content>
internal static partial class MatrixTiles<TLanes>
{
    /// <summary>The same for the rows of one tile, in the depths that are listed for it.</summary>
    /// <returns>The first column that is left to narrower lanes.</returns>
    public static int AddListed(in MatrixProduct.Operands block, int row, int column, DepthList depths)
    {
        bool isPair = depths.TileRows == 2;
        int wide = (isPair ? 6 : 3) * TLanes.Count;
        while (column + wide <= block.Columns)
        {
            // Four columns that are left over go along with the last wide pass, which costs less than one of their own.
            bool hasTail = TLanes.Count > Lanes128.Count && (block.Columns - column - wide) is >= 4 and < 8;
            if (hasTail)
            {
                AddWide<Lanes128>(block, row, column, depths);
            }
            else
            {
                AddWide<LanesNone>(block, row, column, depths);
            }

            column += wide + (hasTail ? Lanes128.Count : 0);
        }

        for (; column + TLanes.Count <= block.Columns; column += TLanes.Count)
        {
            if (isPair)
            {
                TwoByOne(block, row, column, depths);
            }
            else
            {
                FourByOne(block, row, column, depths);
            }
        }

        return column;
    }

    private static void AddWide<TTail>(in MatrixProduct.Operands block, int row, int column, DepthList depths)
        where TTail : struct, ILanes<TTail>
    {
        if (depths.TileRows == 2)
        {
            TwoBySix<TTail>(block, row, column, depths);
        }
        else
        {
            FourByThree<DepthList, TTail>(block, row, column, depths);
        }
    }

    private static void TwoBySix<TTail>(in MatrixProduct.Operands block, int row, int column, DepthList depths)
        where TTail : struct, ILanes<TTail>
    {
        nint width = TLanes.Count, stride = block.ARowStride;
        ref float c0 = ref Unsafe.Add(ref block.C, ((nint)row * block.Columns) + column);
        ref float c1 = ref Unsafe.Add(ref c0, block.Columns);
        TLanes s00 = TLanes.Load(ref c0, 0), s01 = TLanes.Load(ref c0, width), s02 = TLanes.Load(ref c0, 2 * width);
        TLanes s03 = TLanes.Load(ref c0, 3 * width), s04 = TLanes.Load(ref c0, 4 * width), s05 =
            TLanes.Load(ref c0, 5 * width);
        TLanes s10 = TLanes.Load(ref c1, 0), s11 = TLanes.Load(ref c1, width), s12 = TLanes.Load(ref c1, 2 * width);
        TLanes s13 = TLanes.Load(ref c1, 3 * width), s14 = TLanes.Load(ref c1, 4 * width), s15 =
            TLanes.Load(ref c1, 5 * width);
        TTail t0 = TTail.Load(ref c0, 6 * width), t1 = TTail.Load(ref c1, 6 * width);
        ref float aBase = ref Unsafe.Add(ref block.A, row * stride);
        ref float bBase = ref Unsafe.Add(ref block.B, column);
        nint depthStride = block.ADepthStride, bStride = block.BRowStride;
        for (int i = 0; i < depths.Count; i++)
        {
            nint k = depths[i];
            ref float a = ref Unsafe.Add(ref aBase, k * depthStride);
            ref float b = ref Unsafe.Add(ref bBase, k * bStride);
            TLanes a0 = TLanes.Broadcast(a), a1 = TLanes.Broadcast(Unsafe.Add(ref a, stride));
            TLanes b0 = TLanes.Load(ref b, 0), b1 = TLanes.Load(ref b, width);
            s00 = TLanes.MultiplyAdd(a0, b0, s00);
            s10 = TLanes.MultiplyAdd(a1, b0, s10);
            s01 = TLanes.MultiplyAdd(a0, b1, s01);
            s11 = TLanes.MultiplyAdd(a1, b1, s11);
            TLanes b2 = TLanes.Load(ref b, 2 * width), b3 = TLanes.Load(ref b, 3 * width);
            s02 = TLanes.MultiplyAdd(a0, b2, s02);
            s12 = TLanes.MultiplyAdd(a1, b2, s12);
            s03 = TLanes.MultiplyAdd(a0, b3, s03);
            s13 = TLanes.MultiplyAdd(a1, b3, s13);
            TLanes b4 = TLanes.Load(ref b, 4 * width), b5 = TLanes.Load(ref b, 5 * width);
            s04 = TLanes.MultiplyAdd(a0, b4, s04);
            s14 = TLanes.MultiplyAdd(a1, b4, s14);
            s05 = TLanes.MultiplyAdd(a0, b5, s05);
            s15 = TLanes.MultiplyAdd(a1, b5, s15);
            TTail b6 = TTail.Load(ref b, 6 * width);
            t0 = TTail.MultiplyAdd(TTail.Broadcast(a), b6, t0);
            t1 = TTail.MultiplyAdd(TTail.Broadcast(Unsafe.Add(ref a, stride)), b6, t1);
        }

        TTail.Store(t0, ref c0, 6 * width);
        TTail.Store(t1, ref c1, 6 * width);
        Store(s00, s01, s02, ref c0);
        Store(s03, s04, s05, ref Unsafe.Add(ref c0, 3 * width));
        Store(s10, s11, s12, ref c1);
        Store(s13, s14, s15, ref Unsafe.Add(ref c1, 3 * width));
    }

    private static void TwoByOne(in MatrixProduct.Operands block, int row, int column, DepthList depths)
    {
        nint stride = block.ARowStride;
        ref float c0 = ref Unsafe.Add(ref block.C, ((nint)row * block.Columns) + column);
        TLanes s0 = TLanes.Load(ref c0, 0), s1 = TLanes.Load(ref c0, block.Columns);
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
        }

        TLanes.Store(s0, ref c0, 0);
        TLanes.Store(s1, ref c0, block.Columns);
    }
}
