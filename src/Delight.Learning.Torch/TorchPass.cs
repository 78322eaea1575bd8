using System.Runtime.InteropServices;
using Delight.Learning.Kernels;
using Delight.Learning.Policies;
using Delight.Learning.Torch.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace Delight.Learning.Torch;

/// <summary>Forward, backward and sampling of one policy on TorchSharp.</summary>
/// <remarks>
/// Every call opens a dispose scope, so that native memory is given back when the call returns; only the graph of the
/// last forward pass stays, until the next call that needs none of it. Gradients are autograd's:
/// <c>dLogits</c> is what it starts from.
/// </remarks>
/// <param name="model">Owned.</param>
/// <param name="threads">Threads of torch during this pass's calls.</param>
internal sealed class TorchPass(TorchModel model, int threads) : IPolicyPass
{
    private Tensor? _batch;
    private Tensor? _logits;
    private int _rows = -1;

    public int RowsMax => model.RowsMax;

    public void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, ReadOnlySpan<int> chosen, int rows,
        Span<float> logits)
    {
        PolicyShape shape = model.Shape;
        Require(parameters, inputs, rows);
        Shape.RequireLength(nameof(logits), logits.Length, rows * shape.Decisions * shape.Actions, "[rows, T, A]");
        if (shape.Decisions > 1)
        {
            Shape.RequireLength(nameof(chosen), chosen.Length, rows * shape.Decisions, "[rows, T]");
        }

        Forget();
        _rows = rows;
        if (rows == 0)
        {
            return;
        }

        using DisposeScope scope = NewDisposeScope();
        Prepare(parameters);
        _batch = model.Read(inputs, chosen, rows).DetachFromDisposeScope();
        _logits = model.Logits(_batch).DetachFromDisposeScope();
        TorchModel.Copy(_logits, logits);
    }

    public void Backward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<int> rowsKept, ReadOnlySpan<float> dLogits, Span<float> gradient)
    {
        PolicyShape shape = model.Shape;
        Shape.RequireLength(
            nameof(dLogits), dLogits.Length, rowsKept.Length * shape.Decisions * shape.Actions, "[K, T, A]");
        Shape.RequireLength(nameof(gradient), gradient.Length, model.ParametersLength, "[Layout.Length]");
        if (_rows < 0)
        {
            throw new InvalidOperationException(
                "Backward has no forward pass right before it; sampling in between forgets it. Call Forward first.");
        }

        if (rowsKept.IsEmpty)
        {
            return;
        }

        using DisposeScope scope = NewDisposeScope();
        TorchLibrary.UseThreads(threads);

        // A backward pass takes twice as long as a forward pass. So where few rows are kept, running these forward
        // once more (3 K) is cheaper than sending zeros back for all the others (2 B).
        bool runsAgain = 3 * rowsKept.Length < 2 * _rows;
        Tensor logits = runsAgain ? model.Logits(_batch!.index_select(0, Indices(rowsKept))) : _logits!;
        Tensor slopes = zeros(logits.shape);
        Scatter(rowsKept, dLogits, MemoryMarshal.Cast<byte, float>(slopes.bytes), runsAgain);
        IList<Tensor> gradients = autograd.grad(
            [logits], [.. model.Parameters.Leaves], [slopes.to(model.Device)], retain_graph: !runsAgain);
        model.Parameters.AddTo(gradients, gradient);
    }

    public void Sample(
        ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, ReadOnlySpan<double> draws,
        Span<int> chosen, Span<double> logProbs)
    {
        int decisions = model.Shape.Decisions, rows = chosen.Length / decisions;
        Require(parameters, inputs, rows);
        Shape.RequireLength(nameof(chosen), chosen.Length, rows * decisions, "[rows, T]");
        Shape.RequireLength(nameof(logProbs), logProbs.Length, rows * decisions, "[rows, T]");
        if (!draws.IsEmpty)
        {
            Shape.RequireLength(nameof(draws), draws.Length, rows * decisions, "[rows, T]");
        }

        Forget();
        if (rows == 0)
        {
            return;
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        Prepare(parameters);
        model.Sample(inputs, draws, chosen, logProbs);
    }

    public void Dispose()
    {
        Forget();
        model.Dispose();
    }

    private void Require(ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, int rows)
    {
        Shape.RequireAtLeast("RowsMax", RowsMax, rows, "rows of this batch");
        Shape.RequireLength(nameof(parameters), parameters.Length, model.ParametersLength, "[Layout.Length]");
        Shape.RequireLength(nameof(inputs), inputs.Length, rows * model.Shape.InputBytes, "[rows, InputBytes]");
    }

    private void Prepare(ReadOnlySpan<float> parameters)
    {
        TorchLibrary.UseThreads(threads);
        model.Parameters.Load(parameters);
    }

    /// <summary>Frees the graph of the last forward pass.</summary>
    private void Forget()
    {
        _logits?.Dispose();
        _batch?.Dispose();
        (_logits, _batch, _rows) = (null, null, -1);
    }

    private Tensor Indices(ReadOnlySpan<int> rowsKept)
    {
        Tensor indices = empty(rowsKept.Length, dtype: ScalarType.Int32);
        rowsKept.CopyTo(MemoryMarshal.Cast<byte, int>(indices.bytes));
        return indices.to(model.Device);
    }

    private void Scatter(ReadOnlySpan<int> rowsKept, ReadOnlySpan<float> dLogits, Span<float> slopes, bool isDense)
    {
        if (isDense)
        {
            dLogits.CopyTo(slopes);
            return;
        }

        int size = model.Shape.Decisions * model.Shape.Actions;
        for (int k = 0; k < rowsKept.Length; k++)
        {
            dLogits.Slice(k * size, size).CopyTo(slopes.Slice(rowsKept[k] * size, size));
        }
    }
}
