using Delight.Learning.Kernels;

namespace Delight.Learning.Policies.Tabular;

/// <summary>Forward and backward of <see cref="TabularPolicy"/>: a look-up and its scatter.</summary>
internal sealed class TabularPass : IPolicyPass
{
    private readonly TabularPolicy _policy;
    private readonly ActionDraw _draw;
    private readonly byte[] _contexts;

    public TabularPass(TabularPolicy policy, int rowsMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsMax, 1);
        _policy = policy;
        RowsMax = rowsMax;
        _contexts = new byte[rowsMax];
        _draw = new ActionDraw(rowsMax, policy.Shape.Actions);
    }

    public int RowsMax { get; }

    public void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, ReadOnlySpan<int> chosen, int rows,
            Span<float> logits)
    {
        int actions = _policy.Shape.Actions;
        Shape.RequireAtLeast("RowsMax", RowsMax, rows, "rows of this batch");
        Shape.RequireLength(nameof(parameters), parameters.Length, _policy.Layout.Length, "[Layout.Length]");
        Shape.RequireLength(nameof(inputs), inputs.Length, rows * _policy.Shape.InputBytes, "[rows, InputBytes]");
        Shape.RequireLength(nameof(logits), logits.Length, rows * actions, "[rows, A]");
        inputs.CopyTo(_contexts);
        for (int row = 0; row < rows; row++)
        {
            parameters.Slice(_contexts[row] * actions, actions).CopyTo(logits[(row * actions)..]);
        }
    }

    public void Backward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<int> rowsKept, ReadOnlySpan<float> dLogits, Span<float> gradient)
    {
        int actions = _policy.Shape.Actions;
        Shape.RequireLength(nameof(dLogits), dLogits.Length, rowsKept.Length * actions, "[K, A]");
        Shape.RequireLength(nameof(gradient), gradient.Length, _policy.Layout.Length, "[Layout.Length]");
        for (int k = 0; k < rowsKept.Length; k++)
        {
            Span<float> target = gradient.Slice(_contexts[rowsKept[k]] * actions, actions);
            for (int action = 0; action < actions; action++)
            {
                target[action] += dLogits[(k * actions) + action];
            }
        }
    }

    public void Sample(
        ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, ReadOnlySpan<double> draws,
        Span<int> chosen, Span<double> logProbs)
    {
        int rows = chosen.Length;
        Span<float> logits = _draw.LogitsOf(rows);
        Forward(parameters, inputs, chosen, rows, logits);
        _draw.Choose(rows, draws, chosen, logProbs);
    }

    public void Dispose()
    {
        // Managed memory only; the contract is disposable for engines that hold native memory.
    }
}
