using Delight.Learning.Kernels;

namespace Delight.Learning.Policies.Transformer;

/// <summary>
/// Backward of one layer's attention over kept tokens; a shared prompt gathers the gradients of all its rows.
/// </summary>
internal sealed class AttentionBackward
{
    private readonly AttentionShape _shape;
    private readonly AttentionCache _promptValues;
    private readonly AttentionCache _answerValues;
    private readonly AlignedFloats _answerKeys;
    private readonly AlignedFloats _dAnswerKeys;
    private readonly AlignedFloats _dAnswerValues;
    private readonly AlignedFloats _slopes;

    public AttentionBackward(TransformerPolicy policy, int rowsMax)
    {
        _shape = policy.Attention;
        _promptValues = new AttentionCache(_shape, _shape.PromptLength, rowsMax, hasRows: false);
        _answerValues = new AttentionCache(_shape, _shape.AnswerLength, 1, hasRows: false);
        _answerKeys = new AlignedFloats(_shape.AnswerLength * _shape.Width);
        _dAnswerKeys = new AlignedFloats(_answerKeys.Length);
        _dAnswerValues = new AlignedFloats(_answerKeys.Length);
        _slopes = new AlignedFloats(_shape.Heads * _shape.Keys);
    }

    /// <summary>Adds the gradients by queries, keys and values: rows in ascending order, then prompts.</summary>
    public void Run(in Operands operands)
    {
        TokenBatch batch = operands.Batch;
        int length = batch.PromptLength;
        for (int token = 0; token < batch.PromptTokens; token++)
        {
            _promptValues.WriteTransposed(token / length, token % length, operands.ValueOf(token));
        }

        for (int row = 0; row < batch.Rows && _shape.AnswerLength > 0; row++)
        {
            RunAnswer(operands, row);
        }

        for (int token = 0; token < batch.PromptTokens; token++)
        {
            RunQuery(operands, token, Prompt(operands, token / length, (token % length) + 1), default);
        }
    }

    /// <summary>
    /// Runs the row's own tokens; those before them belong to an earlier row, but their keys and values are seen.
    /// </summary>
    private void RunAnswer(in Operands operands, int row)
    {
        TokenBatch batch = operands.Batch;
        int width = _shape.Width, own = batch.OwnFrom(row);
        if (own == _shape.AnswerLength)
        {
            return;
        }

        for (int j = 0; j < _shape.AnswerLength; j++)
        {
            int token = batch.AnswerToken(j, row);
            _answerValues.WriteTransposed(0, j, operands.ValueOf(token));
            operands.KeyOf(token).CopyTo(_answerKeys.AsSpan(j * width, width));
        }

        _dAnswerKeys.AsSpan().Clear();
        _dAnswerValues.AsSpan().Clear();
        Seen prompt = Prompt(operands, batch.PromptOf(row), batch.PromptLength);
        for (int j = own; j < _shape.AnswerLength; j++)
        {
            RunQuery(operands, batch.AnswerToken(j, row), prompt, Answer(j + 1));
        }

        for (int j = 0; j < _shape.AnswerLength; j++)
        {
            Span<float> dQkv = operands.DQkv.Slice(batch.AnswerToken(j, row) * 3 * width, 3 * width);
            RowBias.Backward(_dAnswerKeys.AsSpan(j * width, width), dQkv.Slice(width, width));
            RowBias.Backward(_dAnswerValues.AsSpan(j * width, width), dQkv[(2 * width)..]);
        }
    }

    private Seen Answer(int count) => new(
        new AttentionSegment
        {
            Transposed = _answerValues.Transposed(0), Rows = _answerKeys.AsSpan(), RowStride = _shape.Width,
                Count = count,
        },
        new AttentionSegmentGradient
        {
            Keys = _dAnswerKeys.AsSpan(), Values = _dAnswerValues.AsSpan(), RowStride = _shape.Width,
        });

    private Seen Prompt(in Operands operands, int prompt, int count)
    {
        return operands.Prompt(prompt * operands.Batch.PromptLength, count, _promptValues.Transposed(prompt));
    }

    private void RunQuery(in Operands operands, int token, in Seen prompt, in Seen answer)
    {
        int weights = _shape.Heads * _shape.Keys, source = operands.SourceOf(token), width = _shape.Width;
        CausalAttention.Context context = new() { Shape = _shape, Prompt = prompt.Segment, Answer = answer.Segment };
        CausalAttention.Saved saved = new()
        {
            Query = operands.Saved.Qkv.AsSpan(source * 3 * width, width),
            Weights = operands.Saved.Weights.AsSpan(source * weights, weights),
            Dy = operands.DMixed.Slice(token * width, width),
        };
        CausalAttention.ContextGradient gradient = new() { Prompt = prompt.Gradient, Answer = answer.Gradient };
        CausalAttention.Backward(
            context, saved, _slopes.AsSpan(), gradient, operands.DQkv.Slice(token * 3 * width, width));
    }

    /// <summary>What is read and written. Dims: N kept tokens.</summary>
    public readonly ref struct Operands
    {
        /// <summary>W.</summary>
        public required int Width { get; init; }

        /// <summary>The kept rows.</summary>
        public required TokenBatch Batch { get; init; }

        /// <summary>True where a token has the same index in <see cref="Saved"/>.</summary>
        public required bool IsAll { get; init; }

        /// <summary>Of the forward pass over all rows.</summary>
        public required LayerActivations Saved { get; init; }

        /// <summary>[N, W] gradient by what attention gives.</summary>
        public required ReadOnlySpan<float> DMixed { get; init; }

        /// <summary>[N, 3W] gradient by queries, keys and values; added to.</summary>
        public required Span<float> DQkv { get; init; }

        /// <summary>The token's index in the forward pass.</summary>
        public int SourceOf(int token) => IsAll ? token : Batch.Sources[token];

        /// <summary>[W] the token's value.</summary>
        public ReadOnlySpan<float> ValueOf(int token) => Saved.Qkv.AsSpan(((SourceOf(token) * 3) + 2) * Width, Width);

        /// <summary>[W] the token's key.</summary>
        public ReadOnlySpan<float> KeyOf(int token) => Saved.Qkv.AsSpan(((SourceOf(token) * 3) + 1) * Width, Width);

        /// <summary>
        /// The first positions of a prompt, whose tokens lie side by side here and in the forward pass.
        /// </summary>
        public Seen Prompt(int first, int count, ReadOnlySpan<float> valuesTransposed)
        {
            int row = 3 * Width, dKey = (first * row) + Width;
            return new Seen(
                new AttentionSegment
                {
                    Transposed = valuesTransposed, Rows = Saved.Qkv.AsSpan((SourceOf(first) * row) + Width),
                        RowStride = row, Count = count,
                },
                new AttentionSegmentGradient { Keys = DQkv[dKey..], Values = DQkv[(dKey + Width)..], RowStride = row });
        }
    }

    /// <summary>A segment and where its gradients go.</summary>
    public readonly ref struct Seen(AttentionSegment segment, AttentionSegmentGradient gradient)
    {
        public AttentionSegment Segment { get; } = segment;

        public AttentionSegmentGradient Gradient { get; } = gradient;
    }
}
