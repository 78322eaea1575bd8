using Delight.Learning.Execution;
using Delight.Learning.Kernels;

namespace Delight.Learning.Policies.Transformer;

/// <summary>
/// Backward of one layer's attention over kept tokens; a shared prompt gathers the gradients of all its rows.
/// </summary>
internal sealed class AttentionBackward
{
    private readonly AttentionShape _shape;
    private readonly IKernelExecutor _executor;
    private readonly AttentionCache _promptValues;
    private readonly AnswerMemory[] _answers;

    public AttentionBackward(TransformerPolicy policy, int rowsMax, IKernelExecutor executor)
    {
        _shape = policy.Attention;
        _executor = executor;
        _promptValues = new AttentionCache(_shape, _shape.PromptLength, rowsMax, hasRows: false);
        _answers = [.. Enumerable.Range(0, executor.Workers).Select(_ => new AnswerMemory(_shape))];
    }

    /// <summary>
    /// Adds the gradients by queries, keys and values: for each prompt its rows in ascending order, then its tokens.
    /// </summary>
    public void Run(in Operands operands)
    {
        Work work = new() { Owner = this, Operands = operands };
        _executor.Run(ref work);
    }

    private void Run(in Operands operands, WorkShare prompts, AnswerMemory answer)
    {
        TokenBatch batch = operands.Batch;
        int length = batch.PromptLength;
        for (int token = prompts.Start * length; token < prompts.End * length; token++)
        {
            _promptValues.WriteTransposed(token / length, token % length, operands.ValueOf(token));
        }

        for (int row = 0; row < batch.Rows && _shape.AnswerLength > 0; row++)
        {
            if (prompts.Contains(batch.PromptOf(row)))
            {
                RunAnswer(operands, row, answer);
            }
        }

        for (int token = prompts.Start * length; token < prompts.End * length; token++)
        {
            Seen prompt = Prompt(operands, token / length, (token % length) + 1);
            RunQuery(operands, token, prompt, default, answer.Slopes);
        }
    }

    /// <summary>
    /// Runs the row's own tokens; those before them belong to an earlier row, but their keys and values are seen.
    /// </summary>
    private void RunAnswer(in Operands operands, int row, AnswerMemory answer)
    {
        TokenBatch batch = operands.Batch;
        int width = _shape.Width, own = batch.OwnFrom(row);
        if (own == _shape.AnswerLength)
        {
            return;
        }

        answer.Start();
        for (int j = 0; j < _shape.AnswerLength; j++)
        {
            int token = batch.AnswerToken(j, row);
            answer.Remember(j, operands.KeyOf(token), operands.ValueOf(token));
        }

        Seen prompt = Prompt(operands, batch.PromptOf(row), batch.PromptLength);
        for (int j = own; j < _shape.AnswerLength; j++)
        {
            RunQuery(operands, batch.AnswerToken(j, row), prompt, answer.Seen(j + 1), answer.Slopes);
        }

        for (int j = 0; j < _shape.AnswerLength; j++)
        {
            answer.AddTo(j, operands.DQkv.Slice((batch.AnswerToken(j, row) * 3 * width) + width, 2 * width));
        }
    }

    private Seen Prompt(in Operands operands, int prompt, int count)
    {
        return operands.Prompt(prompt * operands.Batch.PromptLength, count, _promptValues.Transposed(prompt));
    }

    private void RunQuery(in Operands operands, int token, in Seen prompt, in Seen answer, Span<float> slopes)
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
            context, saved, slopes, gradient, operands.DQkv.Slice(token * 3 * width, width));
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

    private ref struct Work : IKernelWork
    {
        public AttentionBackward Owner;
        public Operands Operands;

        public readonly void Run(int worker, int workers) => Owner.Run(
            Operands, WorkShare.Of(Operands.Batch.Prompts, 1, worker, workers), Owner._answers[worker]);
    }

    /// <summary>One worker's scratch for the answer of one row: keys, values, and the gradients by them.</summary>
    private sealed class AnswerMemory(AttentionShape shape)
    {
        private readonly AttentionCache _values = new(shape, shape.AnswerLength, 1, hasRows: false);
        private readonly AlignedFloats _keys = new(shape.AnswerLength * shape.Width);
        private readonly AlignedFloats _dKeys = new(shape.AnswerLength * shape.Width);
        private readonly AlignedFloats _dValues = new(shape.AnswerLength * shape.Width);
        private readonly AlignedFloats _slopes = new(shape.Heads * shape.Keys);

        public Span<float> Slopes => _slopes.AsSpan();

        public void Start()
        {
            _dKeys.AsSpan().Clear();
            _dValues.AsSpan().Clear();
        }

        public void Remember(int position, ReadOnlySpan<float> key, ReadOnlySpan<float> value)
        {
            _values.WriteTransposed(0, position, value);
            key.CopyTo(_keys.AsSpan(position * shape.Width, shape.Width));
        }

        public Seen Seen(int count) => new(
            new AttentionSegment
            {
                Transposed = _values.Transposed(0), Rows = _keys.AsSpan(), RowStride = shape.Width, Count = count,
            },
            new AttentionSegmentGradient
            {
                Keys = _dKeys.AsSpan(), Values = _dValues.AsSpan(), RowStride = shape.Width,
            });

        /// <summary>Adds what was gathered for a position to its token's [2W] gradient by key and value.</summary>
        public void AddTo(int position, Span<float> dKeyAndValue)
        {
            int width = shape.Width;
            RowBias.Backward(_dKeys.AsSpan(position * width, width), dKeyAndValue[..width]);
            RowBias.Backward(_dValues.AsSpan(position * width, width), dKeyAndValue[width..]);
        }
    }
}
