namespace Delight.Benchmarks.Kernels;

/// <summary>One product <c>[M, K] · [K, N]</c> of a training step.</summary>
/// <param name="Use">Which one it is.</param>
/// <param name="M">Rows of the result.</param>
/// <param name="K">Length of the sums.</param>
/// <param name="N">Columns of the result.</param>
/// <param name="IsTransposed">True where a lies as [K, M], as a weight gradient reads its input.</param>
public sealed record ProductSize(string Use, int M, int K, int N, bool IsTransposed)
{
    /// <summary>As it stands in the table of results.</summary>
    public override string ToString() => $"{Use} {M}x{K}x{N}{(IsTransposed ? " aT" : string.Empty)}";
}
