using System.Runtime.CompilerServices;

namespace Delight.Learning.Kernels;

/// <summary>The three small products of attention for all heads of one query, at one register width.</summary>
/// <remarks>Every output is one chain of fused multiply-adds in ascending index; lanes run across outputs.</remarks>
internal static class AttentionLanes<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>
    /// <c>scores[g, j] = Σ_c x[g, c] · transposed[g, c, j]</c> for all padded positions j of one segment.
    /// </summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="x">[G, D].</param>
    /// <param name="transposed">[G, D, padded].</param>
    /// <param name="padded">Padded length of the segment.</param>
    /// <param name="scores">[G, J], from the segment's first position on.</param>
    public static void Score(in AttentionShape shape, ref float x, ref float transposed, int padded, ref float scores)
    {
        // One register of scores after the other, four at a time, since each is one long chain.
        int perHead = padded / TLanes.Count, registers = shape.Heads * perHead, register = 0;
        for (; register + 4 <= registers; register += 4)
        {
            int head0 = register / perHead, head1 = (register + 1) / perHead, head2 = (register + 2) / perHead,
                head3 = (register + 3) / perHead;
            int part0 = register % perHead, part1 = (register + 1) % perHead, part2 = (register + 2) % perHead,
                part3 = (register + 3) % perHead;
            nint headFloats = shape.HeadWidth * padded;
            ref float t0 = ref Unsafe.Add(ref transposed, (head0 * headFloats) + (part0 * TLanes.Count));
            ref float t1 = ref Unsafe.Add(ref transposed, (head1 * headFloats) + (part1 * TLanes.Count));
            ref float t2 = ref Unsafe.Add(ref transposed, (head2 * headFloats) + (part2 * TLanes.Count));
            ref float t3 = ref Unsafe.Add(ref transposed, (head3 * headFloats) + (part3 * TLanes.Count));
            nint x0 = head0 * shape.HeadWidth, x1 = head1 * shape.HeadWidth, x2 = head2 * shape.HeadWidth,
                x3 = head3 * shape.HeadWidth;
            TLanes s0 = TLanes.Broadcast(0), s1 = s0, s2 = s0, s3 = s0;
            ref float xc = ref x;
            nint at = 0;
            for (int c = shape.HeadWidth; c > 0; c--)
            {
                s0 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref xc, x0)), TLanes.Load(ref t0, at), s0);
                s1 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref xc, x1)), TLanes.Load(ref t1, at), s1);
                s2 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref xc, x2)), TLanes.Load(ref t2, at), s2);
                s3 = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref xc, x3)), TLanes.Load(ref t3, at), s3);
                xc = ref Unsafe.Add(ref xc, 1);
                at += padded;
            }

            TLanes.Store(s0, ref scores, (head0 * shape.Keys) + (part0 * TLanes.Count));
            TLanes.Store(s1, ref scores, (head1 * shape.Keys) + (part1 * TLanes.Count));
            TLanes.Store(s2, ref scores, (head2 * shape.Keys) + (part2 * TLanes.Count));
            TLanes.Store(s3, ref scores, (head3 * shape.Keys) + (part3 * TLanes.Count));
        }

        for (; register < registers; register++)
        {
            int head = register / perHead, part = register % perHead * TLanes.Count;
            ref float t = ref Unsafe.Add(ref transposed, (head * shape.HeadWidth * padded) + part);
            TLanes sum = TLanes.Broadcast(0);
            for (int c = 0; c < shape.HeadWidth; c++)
            {
                sum = TLanes.MultiplyAdd(
                    TLanes.Broadcast(Unsafe.Add(ref x, (head * shape.HeadWidth) + c)), TLanes.Load(ref t, 0), sum);
                t = ref Unsafe.Add(ref t, padded);
            }

            TLanes.Store(sum, ref scores, (head * shape.Keys) + part);
        }
    }

    /// <summary>
    /// <c>y[g, c] += Σ_j weights[g, j] · rows[j, g, c]</c> for whole registers of each head's columns from a first one
    /// on.
    /// </summary>
    /// <returns>The first column of each head that is left to narrower lanes.</returns>
    public static int Mix(in AttentionShape shape, ref float weights, in SegmentRows rows, int column, ref float y)
    {
        int heads = shape.Heads, count = rows.Count;
        nint keys = shape.Keys, width = shape.HeadWidth, stride = rows.Stride;
        for (; column + TLanes.Count <= width; column += TLanes.Count)
        {
            ref float w = ref weights;
            int head = 0;
            nint at = column;
            for (; head + 4 <= heads; head += 4, at += 4 * width, w = ref Unsafe.Add(ref w, 4 * keys))
            {
                TLanes s0 = TLanes.Load(ref y, at), s1 = TLanes.Load(ref y, at + width);
                TLanes s2 = TLanes.Load(ref y, at + (2 * width)), s3 = TLanes.Load(ref y, at + (3 * width));
                ref float row = ref Unsafe.Add(ref rows.First, at);
                ref float wj = ref w;
                for (int j = count; j > 0; j--)
                {
                    s0 = TLanes.MultiplyAdd(TLanes.Broadcast(wj), TLanes.Load(ref row, 0), s0);
                    s1 = TLanes.MultiplyAdd(
                        TLanes.Broadcast(Unsafe.Add(ref wj, keys)), TLanes.Load(ref row, width), s1);
                    s2 = TLanes.MultiplyAdd(
                        TLanes.Broadcast(Unsafe.Add(ref wj, 2 * keys)), TLanes.Load(ref row, 2 * width), s2);
                    s3 = TLanes.MultiplyAdd(
                        TLanes.Broadcast(Unsafe.Add(ref wj, 3 * keys)), TLanes.Load(ref row, 3 * width), s3);
                    wj = ref Unsafe.Add(ref wj, 1);
                    row = ref Unsafe.Add(ref row, stride);
                }

                TLanes.Store(s0, ref y, at);
                TLanes.Store(s1, ref y, at + width);
                TLanes.Store(s2, ref y, at + (2 * width));
                TLanes.Store(s3, ref y, at + (3 * width));
            }

            for (; head < heads; head++, at += width)
            {
                TLanes sum = TLanes.Load(ref y, at);
                ref float row = ref Unsafe.Add(ref rows.First, at);
                for (int j = 0; j < count; j++)
                {
                    sum = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref w, j)), TLanes.Load(ref row, 0), sum);
                    row = ref Unsafe.Add(ref row, stride);
                }

                TLanes.Store(sum, ref y, at);
                w = ref Unsafe.Add(ref w, keys);
            }
        }

        return column;
    }

    /// <summary>
    /// <c>rows[j, g, c] += weights[g, j] · x[g, c]</c> for whole registers of each head's columns from a first one on.
    /// </summary>
    /// <returns>The first column of each head that is left to narrower lanes.</returns>
    public static int Spread(in AttentionShape shape, ref float weights, ref float x, int column, in SegmentRows rows)
    {
        int heads = shape.Heads, count = rows.Count;
        nint keys = shape.Keys, width = shape.HeadWidth, stride = rows.Stride;
        for (; column + TLanes.Count <= width; column += TLanes.Count)
        {
            ref float w = ref weights;
            nint at = column;
            for (int head = 0; head < heads; head++, at += width)
            {
                TLanes value = TLanes.Load(ref x, at);
                ref float row = ref Unsafe.Add(ref rows.First, at);
                for (int j = 0; j < count; j++)
                {
                    TLanes sum =
                        TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref w, j)), value, TLanes.Load(ref row, 0));
                    TLanes.Store(sum, ref row, 0);
                    row = ref Unsafe.Add(ref row, stride);
                }

                w = ref Unsafe.Add(ref w, keys);
            }
        }

        return column;
    }
}

/// <summary>Rows of W floats of a segment's positions, at a fixed distance.</summary>
internal readonly ref struct SegmentRows(ref float first, int stride, int count)
{
    public readonly ref float First = ref first;
    public readonly nint Stride = stride;
    public readonly int Count = count;
}
