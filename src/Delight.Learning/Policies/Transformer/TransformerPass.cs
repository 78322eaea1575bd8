using System.Globalization;
using Delight.Learning.Execution;
using Delight.Learning.Kernels;
using Delight.Learning.Parameters;

namespace Delight.Learning.Policies.Transformer;

/// <summary>Forward, backward and cached sampling of <see cref="TransformerPolicy"/>.</summary>
/// <remarks>
/// <para>Rows that share a prompt, and an answer up to some position, have these tokens computed once, in training and
/// in sampling. Both run the same code on the same operands, token by token, so their log-probabilities agree to the
/// last bit.</para>
/// <para>Memory for training is allocated by the first forward pass, so that a worker that only samples never has
/// it.</para>
/// </remarks>
internal sealed class TransformerPass : IPolicyPass
{
    private readonly TransformerPolicy _policy;
    private readonly IKernelExecutor _executor;
    private readonly TransformerLayer[] _layers;
    private readonly TensorSlot _tokenTable;
    private readonly TensorSlot _positionTable;
    private readonly DistinctInputs _distinct;
    private readonly TokenBatch _batch;
    private readonly TransformerHead _head;
    private readonly DecodingMemory _decoding;
    private TrainingMemory? _training;
    private bool _holdsForward;

    public TransformerPass(TransformerPolicy policy, int rowsMax, IKernelExecutor executor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsMax, 1);
        _policy = policy;
        _executor = executor;
        RowsMax = rowsMax;
        _layers = [.. Enumerable.Range(0, policy.Options.Layers).Select(
            layer => new TransformerLayer(policy, layer, rowsMax, executor))];
        _tokenTable = policy.Layout["embedding.token"];
        _positionTable = policy.Layout["embedding.position"];
        _distinct = new DistinctInputs(rowsMax);
        _batch = new TokenBatch(policy.Shape, rowsMax);
        _head = new TransformerHead(policy, rowsMax);
        _decoding = new DecodingMemory(policy, rowsMax);
    }

    public int RowsMax { get; }

    public void Forward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, ReadOnlySpan<int> chosen, int rows,
        Span<float> logits)
    {
        PolicyShape shape = _policy.Shape;
        Read(parameters, inputs, rows);
        Shape.RequireLength(nameof(chosen), chosen.Length, rows * shape.Decisions, "[rows, T]");
        Shape.RequireLength(nameof(logits), logits.Length, rows * shape.Decisions * shape.Actions, "[rows, T, A]");
        _training ??= new TrainingMemory(_policy, _layers, RowsMax, _executor);
        _holdsForward = true;
        if (rows == 0)
        {
            return;
        }

        _batch.AppendAll(chosen);
        TokenRun run = new(_batch, HasPrompts: true, AnswerStart: 0, AnswerEnd: shape.Decisions - 1);
        Embed(parameters, run, _training.Saved[0].Input);
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer].Forward(parameters, run, _training.Saved[layer], _training.OutputOf(layer, run.Count));
        }

        _head.Forward(parameters, run, _training.OutputOf(_layers.Length - 1, run.Count), logits);
    }

    public void Backward(
        ReadOnlySpan<float> parameters, ReadOnlySpan<int> rowsKept, ReadOnlySpan<float> dLogits, Span<float> gradient)
    {
        PolicyShape shape = _policy.Shape;
        Shape.RequireLength(
            nameof(dLogits), dLogits.Length, rowsKept.Length * shape.Decisions * shape.Actions, "[K, T, A]");
        Shape.RequireLength(nameof(gradient), gradient.Length, _policy.Layout.Length, "[Layout.Length]");
        if (rowsKept.IsEmpty)
        {
            return;
        }

        TrainingMemory training = _holdsForward ? _training! : throw new InvalidOperationException(
            "Backward has no forward pass right before it; sampling in between forgets it. Call Forward first.");
        TokenBatch kept = training.Keep(_batch, rowsKept);
        Span<float> dx = training.Backward.GradientOf(kept.Count);
        _head.Backward(parameters, new TransformerHead.Kept(kept, training.KeptOutput(), dLogits), dx, gradient);
        for (int layer = _layers.Length - 1; layer >= 0; layer--)
        {
            training.Backward.Run(parameters, layer, dx, gradient);
        }

        ReadOnlyMatrix dEmbedded = new(dx, kept.Count, _policy.Options.Width);
        Embedding.Backward(kept.Tokens, dEmbedded, MatrixOf(_tokenTable, gradient));
        Embedding.Backward(kept.Positions, dEmbedded, MatrixOf(_positionTable, gradient));
    }

    public void Sample(
        ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, ReadOnlySpan<double> draws,
        Span<int> chosen, Span<double> logProbs)
    {
        int decisions = _policy.Shape.Decisions, rows = chosen.Length / decisions;
        Read(parameters, inputs, rows);
        Shape.RequireLength(nameof(chosen), chosen.Length, rows * decisions, "[rows, T]");
        Shape.RequireLength(nameof(logProbs), logProbs.Length, rows * decisions, "[rows, T]");
        if (!draws.IsEmpty)
        {
            Shape.RequireLength(nameof(draws), draws.Length, rows * decisions, "[rows, T]");
        }

        for (int t = 0; t < decisions && rows > 0; t++)
        {
            TokenRun run = t == 0 ? new(_batch, true, 0, 0) : new(_batch, false, t - 1, t);
            LayerActivations activations = _decoding.Activations;
            Embed(parameters, run, activations.Input);
            Span<float> x = activations.Input.AsSpan(0, run.Count * _policy.Options.Width);
            foreach (TransformerLayer layer in _layers)
            {
                layer.Forward(parameters, run, activations, x);
            }

            _head.ForwardStep(parameters, run, x, _decoding.Draw.LogitsOf(rows));
            ReadOnlySpan<int> step = _decoding.Choose(rows, t, draws, chosen, logProbs);
            if (t + 1 < decisions)
            {
                _batch.Append(step);
            }
        }
    }

    public void Dispose()
    {
        // Managed memory only; the contract is disposable for engines that hold native memory.
    }

    private static ReadOnlyMatrix MatrixOf(TensorSlot slot, ReadOnlySpan<float> parameters) =>
        new(slot.In(parameters), slot.Shape[0], slot.Shape[1]);

    private static Matrix MatrixOf(TensorSlot slot, Span<float> gradient) =>
        new(slot.In(gradient), slot.Shape[0], slot.Shape[1]);

    private void Read(ReadOnlySpan<float> parameters, ReadOnlySpan<byte> inputs, int rows)
    {
        int inputBytes = _policy.Shape.InputBytes;
        Shape.RequireAtLeast("RowsMax", RowsMax, rows, "rows of this batch");
        Shape.RequireLength(nameof(parameters), parameters.Length, _policy.Layout.Length, "[Layout.Length]");
        Shape.RequireLength(nameof(inputs), inputs.Length, rows * inputBytes, "[rows, InputBytes]");
        int wrong = _policy.Vocabulary > byte.MaxValue ? -1
            : inputs.IndexOfAnyExceptInRange((byte)0, (byte)(_policy.Vocabulary - 1));
        if (wrong >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(inputs), string.Create(
                CultureInfo.InvariantCulture,
                $"inputs[{wrong / inputBytes}, {wrong % inputBytes}] is token {inputs[wrong]}; the " +
                $"vocabulary of {_policy.Vocabulary} has tokens 0 to {_policy.Vocabulary - 1}. " +
                $"Set the policy's vocabulary to what the task writes."));
        }

        _holdsForward = false;
        _distinct.Read(inputs, inputBytes);
        _batch.Read(inputs, _distinct);
    }

    private void Embed(ReadOnlySpan<float> parameters, in TokenRun run, AlignedFloats target)
    {
        int width = _policy.Options.Width;
        Span<float> x = target.AsSpan(0, run.Count * width);
        x.Clear();
        Embedding.Forward(MatrixOf(_tokenTable, parameters), _batch.Tokens.Slice(run.Start, run.Count),
            new Matrix(x, run.Count, width));
        Embedding.Forward(MatrixOf(_positionTable, parameters), _batch.Positions.Slice(run.Start, run.Count),
            new Matrix(x, run.Count, width));
    }
}
