using System.Runtime.CompilerServices;

namespace Delight.Learning.Kernels;

/// <summary>The three small products of attention for one head of one query, at one register width.</summary>
/// <remarks>Every output is one chain of fused multiply-adds in ascending index; lanes run across outputs.</remarks>
internal static class AttentionLanes<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary><c>scores[j] = Σ_c x[c] · transposed[c, j]</c> for all padded positions j.</summary>
    public static void Score(ref float x, int width, ref float transposed, int padded, ref float scores)
    {
        int j = 0;
        for (; j + (2 * TLanes.Count) <= padded; j += 2 * TLanes.Count)
        {
            TLanes first = TLanes.Broadcast(0), second = first;
            ref float t = ref Unsafe.Add(ref transposed, j);
            for (int c = 0; c < width; c++)
            {
                TLanes broadcast = TLanes.Broadcast(Unsafe.Add(ref x, c));
                first = TLanes.MultiplyAdd(broadcast, TLanes.Load(ref t, 0), first);
                second = TLanes.MultiplyAdd(broadcast, TLanes.Load(ref t, TLanes.Count), second);
                t = ref Unsafe.Add(ref t, padded);
            }

            TLanes.Store(first, ref scores, j);
            TLanes.Store(second, ref scores, j + TLanes.Count);
        }

        for (; j < padded; j += TLanes.Count)
        {
            TLanes sum = TLanes.Broadcast(0);
            ref float t = ref Unsafe.Add(ref transposed, j);
            for (int c = 0; c < width; c++)
            {
                sum = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref x, c)), TLanes.Load(ref t, 0), sum);
                t = ref Unsafe.Add(ref t, padded);
            }

            TLanes.Store(sum, ref scores, j);
        }
    }

    /// <summary><c>y[c] += Σ_j weights[j] · rows[j, c]</c> for whole registers of columns from a first one on.</summary>
    /// <returns>The first column that is left to narrower lanes.</returns>
    public static int Mix(ref float weights, in Strided rows, int width, int column, ref float y)
    {
        for (; column + TLanes.Count <= width; column += TLanes.Count)
        {
            TLanes sum = TLanes.Load(ref y, column);
            ref float row = ref Unsafe.Add(ref rows.First, column);
            for (int j = 0; j < rows.Count; j++)
            {
                sum = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref weights, j)), TLanes.Load(ref row, 0), sum);
                row = ref Unsafe.Add(ref row, rows.Stride);
            }

            TLanes.Store(sum, ref y, column);
        }

        return column;
    }

    /// <summary><c>rows[j, c] += weights[j] · x[c]</c> for whole registers of columns from a first one on.</summary>
    /// <returns>The first column that is left to narrower lanes.</returns>
    public static int Spread(ref float weights, ref float x, int width, int column, in Strided rows)
    {
        for (; column + TLanes.Count <= width; column += TLanes.Count)
        {
            TLanes value = TLanes.Load(ref x, column);
            ref float row = ref Unsafe.Add(ref rows.First, column);
            for (int j = 0; j < rows.Count; j++)
            {
                TLanes sum = TLanes.MultiplyAdd(TLanes.Broadcast(Unsafe.Add(ref weights, j)), value, TLanes.Load(ref row, 0));
                TLanes.Store(sum, ref row, 0);
                row = ref Unsafe.Add(ref row, rows.Stride);
            }
        }

        return column;
    }
}

/// <summary>Rows of one head at a fixed distance.</summary>
internal readonly ref struct Strided(ref float first, int stride, int count)
{
    public readonly ref float First = ref first;
    public readonly nint Stride = stride;
    public readonly int Count = count;
}
