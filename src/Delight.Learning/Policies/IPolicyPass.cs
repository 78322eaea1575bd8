namespace Delight.Learning.Policies;

/// <summary>Scratch memory for forward and backward passes of one policy; steady state allocates nothing.</summary>
/// <remarks>
/// <para>Not thread-safe: one owner at a time. The kernels compute every row by itself in a fixed order of operations,
/// so its logits have the same bits whatever other rows stand beside it: a worker's and the learner's log-probabilities
/// agree exactly. Passes of another <see cref="IPolicyEngine"/> agree to rounding.</para>
/// </remarks>
public interface IPolicyPass : IDisposable
{
    /// <summary>The largest number of rows that a pass takes.</summary>
    int RowsMax { get; }

    /// <summary>Logits of every decision, given the actions chosen before it.</summary>
    /// <param name="parameters">[Layout.Length].</param>
    /// <param name="inputs">[rows, InputBytes] row-major.</param>
    /// <param name="chosen">[rows, T]; decision t sees the chosen actions before t. Ignored where T is 1.</param>
    /// <param name="rows">B, from 0 to <see cref="RowsMax"/>.</param>
    /// <param name="logits">[rows, T, A] row-major; overwritten.</param>
    void Forward(ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, ReadOnlySpan<int> chosen, int rows,
        Span<float> logits);

    /// <summary>Adds the gradient by the parameters of <c>Σ dLogits · logits</c> of the forward pass before
    /// it.</summary>
    /// <remarks>May be called several times for one forward pass.</remarks>
    /// <param name="parameters">The very ones of the forward pass.</param>
    /// <param name="rowsKept">[K] ascending indices of the rows that carry a gradient; other rows cost nothing
    /// here.</param>
    /// <param name="dLogits">[K, T, A] row-major, row k belonging to <c>rowsKept[k]</c>.</param>
    /// <param name="gradient">[Layout.Length]; added to, the caller clears it once a step.</param>
    void Backward(ReadOnlySpan<float> parameters, ReadOnlySpan<int> rowsKept, ReadOnlySpan<float> dLogits,
        Span<float> gradient);

    /// <summary>Draws an answer for every row, decision by decision.</summary>
    /// <param name="parameters">[Layout.Length].</param>
    /// <param name="inputs">[rows, InputBytes] row-major, with 0 to <see cref="RowsMax"/> rows: as many as
    /// <paramref name="chosen"/>.</param>
    /// <param name="draws">[rows, T] uniform in [0, 1): decision (b, t) takes the action in whose share of the
    /// cumulative distribution the draw falls. Empty: the most probable action, the lowest index among equals.</param>
    /// <param name="chosen">[rows, T]; overwritten.</param>
    /// <param name="logProbs">[rows, T] natural logarithms; overwritten. On the kernels the same bits as a forward pass
    /// and <c>LogSoftmax</c> give for the same parameters and actions.</param>
    void Sample(
        ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, ReadOnlySpan<double> draws,
        Span<int> chosen, Span<double> logProbs);
}
