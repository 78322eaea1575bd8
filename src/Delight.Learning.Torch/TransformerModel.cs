using System.Globalization;
using System.Runtime.InteropServices;
using Delight.Learning.Policies.Transformer;
using TorchSharp;
using static TorchSharp.torch;

namespace Delight.Learning.Torch;

/// <summary>The decoder-only transformer of <see cref="TransformerPolicy"/>; sampling keeps keys and values.</summary>
/// <remarks>
/// Every row is computed in full: unlike the kernels, rows of one prompt do not share its tokens here.
/// </remarks>
internal sealed class TransformerModel : TorchModel
{
    private readonly TransformerOptions _options;
    private readonly int _vocabulary;
    private readonly Tensor _tokens;
    private readonly Tensor _mask;
    private readonly TransformerBlock[] _blocks;
    private readonly int[] _step;
    private readonly double[] _stepDraws;
    private readonly double[] _stepLogProbs;

    public TransformerModel(TransformerPolicy policy, ModelPlace place)
        : base(policy, place)
    {
        using DisposeScope scope = NewDisposeScope();
        _options = policy.Options;
        _vocabulary = policy.Vocabulary;
        Positions = Shape.InputBytes + Shape.Decisions - 1;
        _blocks = [.. Enumerable.Range(0, _options.Layers).Select(
            layer => new TransformerBlock(Parameters, layer, _options.Heads))];
        _tokens = zeros(RowsMax, Positions, dtype: ScalarType.Int32).DetachFromDisposeScope();
        _mask = full(Positions, Positions, KeptScalars.NegativeInfinity).triu(1).to(Device).DetachFromDisposeScope();
        (_step, _stepDraws, _stepLogProbs) = (new int[RowsMax], new double[RowsMax], new double[RowsMax]);
    }

    /// <summary>Tokens of one row that are fed: the prompt, and the answer without its last action.</summary>
    private int Positions { get; }

    public override Tensor Read(ReadOnlySpan<byte> inputs, ReadOnlySpan<int> chosen, int rows)
    {
        RequireTokens(inputs);
        Span<int> tokens = MemoryMarshal.Cast<byte, int>(_tokens.bytes);
        int prompt = Shape.InputBytes;
        for (int row = 0; row < rows; row++)
        {
            Span<int> target = tokens.Slice(row * Positions, Positions);
            for (int i = 0; i < prompt; i++)
            {
                target[i] = inputs[(row * prompt) + i];
            }

            chosen.Slice(row * Shape.Decisions, Shape.Decisions - 1).CopyTo(target[prompt..]);
        }

        return _tokens.narrow(0, 0, rows).to(Device);
    }

    public override Tensor Logits(Tensor batch)
    {
        Tensor x = Run(batch, position: 0, caches: null);
        return Head(x.narrow(1, Shape.InputBytes - 1, Shape.Decisions));
    }

    public override void Sample(
        ReadOnlySpan<byte> inputs, ReadOnlySpan<double> draws, Span<int> chosen, Span<double> logProbs)
    {
        int decisions = Shape.Decisions, rows = chosen.Length / decisions;
        chosen.Clear();
        Tensor tokens = Read(inputs, chosen, rows).narrow(1, 0, Shape.InputBytes);
        AttentionMemory[] caches = [.. _blocks.Select(
            _ => AttentionMemory.Create(rows, _options, Positions, Device))];
        for (int t = 0; t < decisions; t++)
        {
            using DisposeScope step = NewDisposeScope();
            int position = t == 0 ? 0 : Shape.InputBytes + t - 1;
            Tensor x = Run(t == 0 ? tokens : Previous(rows), position, caches);
            Copy(Head(x.narrow(1, x.shape[1] - 1, 1)), Draw.LogitsOf(rows));
            Choose(rows, t, draws, chosen, logProbs);
        }
    }

    public override void Dispose()
    {
        _tokens.Dispose();
        _mask.Dispose();
        base.Dispose();
    }

    /// <summary>Activations [B, N, W] of tokens [B, N] that stand from a position on.</summary>
    private Tensor Run(Tensor tokens, int position, AttentionMemory[]? caches)
    {
        long rows = tokens.shape[0], count = tokens.shape[1];
        Tensor embedded = Parameters["embedding.token"].index_select(0, tokens.reshape(-1));
        Tensor x = embedded.view(rows, count, _options.Width)
            .Plus(Parameters["embedding.position"].narrow(0, position, count));
        Tensor? mask = count == 1 ? null : _mask.narrow(0, position, count).narrow(1, 0, position + count);
        for (int layer = 0; layer < _blocks.Length; layer++)
        {
            x = _blocks[layer].Forward(x, mask, caches?[layer], position);
        }

        return x;
    }

    private Tensor Head(Tensor x) => x.matmul(Parameters["output"]);

    private void Choose(int rows, int t, ReadOnlySpan<double> draws, Span<int> chosen, Span<double> logProbs)
    {
        int decisions = Shape.Decisions;
        for (int row = 0; row < rows && !draws.IsEmpty; row++)
        {
            _stepDraws[row] = draws[(row * decisions) + t];
        }

        Draw.Choose(rows, draws.IsEmpty ? [] : _stepDraws.AsSpan(0, rows), _step.AsSpan(0, rows),
            _stepLogProbs.AsSpan(0, rows));
        for (int row = 0; row < rows; row++)
        {
            (chosen[(row * decisions) + t], logProbs[(row * decisions) + t]) = (_step[row], _stepLogProbs[row]);
        }
    }

    /// <summary>[B, 1] the actions chosen last.</summary>
    private Tensor Previous(int rows)
    {
        Tensor tokens = empty(rows, 1, dtype: ScalarType.Int32);
        _step.AsSpan(0, rows).CopyTo(MemoryMarshal.Cast<byte, int>(tokens.bytes));
        return tokens.to(Device);
    }

    private void RequireTokens(ReadOnlySpan<byte> inputs)
    {
        int wrong = _vocabulary > byte.MaxValue ? -1 : inputs.IndexOfAnyExceptInRange((byte)0, (byte)(_vocabulary - 1));
        if (wrong >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(inputs), string.Create(
                CultureInfo.InvariantCulture,
                $"inputs[{wrong / Shape.InputBytes}, {wrong % Shape.InputBytes}] is token {inputs[wrong]}; the "
                + $"vocabulary of {_vocabulary} has tokens 0 to {_vocabulary - 1}. Set the policy's vocabulary to what "
                + $"the task writes."));
        }
    }
}
