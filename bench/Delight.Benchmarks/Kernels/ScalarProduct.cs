using Delight.Benchmarks.Data;

namespace Delight.Benchmarks.Kernels;

/// <summary>The product as three plain loops, in the order that reads both operands by rows where it can.</summary>
internal static class ScalarProduct
{
    public static void Add(ProductSize size, AlignedBuffer left, AlignedBuffer right, AlignedBuffer result)
    {
        Span<float> a = left.Span, b = right.Span;
        int rowStride = size.IsTransposed ? 1 : size.K, depthStride = size.IsTransposed ? size.M : 1;
        for (int m = 0; m < size.M; m++)
        {
            Span<float> sums = result.Span.Slice(m * size.N, size.N);
            for (int k = 0; k < size.K; k++)
            {
                float value = a[(m * rowStride) + (k * depthStride)];
                Span<float> row = b.Slice(k * size.N, size.N);
                for (int n = 0; n < row.Length; n++)
                {
                    sums[n] += value * row[n];
                }
            }
        }
    }
}
