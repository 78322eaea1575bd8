using Delight.Learning.Execution;
using Delight.Learning.Kernels;
using Delight.Learning.Parameters;

namespace Delight.Learning.Policies.Transformer;

/// <summary>Forward of one layer over a run of tokens; keeps keys and values of all tokens so far.</summary>
internal sealed class TransformerLayer
{
    private readonly TransformerPolicy _policy;
    private readonly IKernelExecutor _executor;
    private readonly AttentionCache _prompts;
    private readonly AttentionCache _answers;

    public TransformerLayer(TransformerPolicy policy, int layer, int rowsMax, IKernelExecutor executor)
    {
        _policy = policy;
        _executor = executor;
        AttentionNorm = Slot(layer, "attention.norm");
        Qkv = Slot(layer, "attention.qkv");
        AttentionOutput = Slot(layer, "attention.output");
        FeedForwardNorm = Slot(layer, "feedForward.norm");
        FeedForwardIn = Slot(layer, "feedForward.in");
        FeedForwardOut = Slot(layer, "feedForward.out");
        AttentionShape shape = policy.Attention;
        _prompts = new AttentionCache(shape, shape.PromptLength, rowsMax, hasRows: true);
        _answers = new AttentionCache(shape, shape.AnswerLength, rowsMax, hasRows: true);
    }

    public TensorSlot AttentionNorm { get; }

    public TensorSlot Qkv { get; }

    public TensorSlot AttentionOutput { get; }

    public TensorSlot FeedForwardNorm { get; }

    public TensorSlot FeedForwardIn { get; }

    public TensorSlot FeedForwardOut { get; }

    /// <summary>
    /// Computes the layer for the tokens of a run, whose input stands in <c>saved.Input</c> from its start on.
    /// </summary>
    /// <param name="parameters">[Layout.Length].</param>
    /// <param name="run">The tokens; those before them have been run.</param>
    /// <param name="saved">Overwritten from its start on.</param>
    /// <param name="output">[N, W]; overwritten; may be <c>saved.Input</c>.</param>
    public void Forward(ReadOnlySpan<float> parameters, in TokenRun run, LayerActivations saved, Span<float> output)
    {
        int count = run.Count, width = _policy.Options.Width;
        Span<float> input = saved.Input.AsSpan(0, count * width),
            normed = saved.AttentionNormed.AsSpan(0, count * width);
        LayerNorm.Forward(
            new ReadOnlyMatrix(input, count, width), AttentionNorm.In(parameters),
            saved.AttentionStatistics.AsSpan(0, 2 * count),
            new Matrix(normed, count, width));
        Span<float> qkv = saved.Qkv.AsSpan(0, count * 3 * width);
        qkv.Clear();
        AddProduct(normed, count, Qkv, parameters, qkv);
        Attend(run, saved);

        Span<float> middle = saved.Middle.AsSpan(0, count * width);
        input.CopyTo(middle);
        AddProduct(saved.Mixed.AsSpan(0, count * width), count, AttentionOutput, parameters, middle);
        normed = saved.FeedForwardNormed.AsSpan(0, count * width);
        LayerNorm.Forward(
            new ReadOnlyMatrix(middle, count, width), FeedForwardNorm.In(parameters),
            saved.FeedForwardStatistics.AsSpan(0, 2 * count),
            new Matrix(normed, count, width));
        Span<float> hidden = saved.Hidden.AsSpan(0, count * _policy.Options.FeedForward);
        hidden.Clear();
        AddProduct(normed, count, FeedForwardIn, parameters, hidden);
        Relu.Forward(hidden, hidden);
        middle.CopyTo(output);
        AddProduct(hidden, count, FeedForwardOut, parameters, output);
    }

    private void AddProduct(
        ReadOnlySpan<float> x, int count, TensorSlot weight, ReadOnlySpan<float> parameters, Span<float> y) =>
        MatrixProduct.Add(
            _executor, new ReadOnlyMatrix(x, count, weight.Shape[0]),
            new ReadOnlyMatrix(weight.In(parameters), weight.Shape[0], weight.Shape[1]),
            new Matrix(y, count, weight.Shape[1]));

    private void Attend(in TokenRun run, LayerActivations saved)
    {
        AttentionWork work = new(this, run, saved);
        _executor.Run(ref work);
    }

    /// <summary>
    /// Attends in the tokens of some prompts and of the answers to them: what they see is among themselves.
    /// </summary>
    private void Attend(in TokenRun run, LayerActivations saved, WorkShare prompts)
    {
        TokenBatch batch = run.Batch;
        WorkShare tokens = run.HasPrompts
            ? new(prompts.Start * batch.PromptLength, prompts.End * batch.PromptLength)
            : default;
        Remember(run, saved, prompts, tokens);
        for (int token = tokens.Start; token < tokens.End; token++)
        {
            Attend(saved, token, _prompts.Segment(token / batch.PromptLength, (token % batch.PromptLength) + 1),
                default);
        }

        for (int row = 0; row < batch.Rows; row++)
        {
            if (!prompts.Contains(batch.PromptOf(row)))
            {
                continue;
            }

            AttentionSegment prompt = _prompts.Segment(batch.PromptOf(row), batch.PromptLength);
            for (int j = Math.Max(run.AnswerStart, batch.OwnFrom(row)); j < run.AnswerEnd; j++)
            {
                Attend(saved, run.AnswerToken(j, row), prompt, _answers.Segment(row, j + 1));
            }
        }
    }

    /// <summary>
    /// Writes all keys and values before any is read: a read right behind its write would wait for it. Rows that share
    /// a token get a copy each, since they may part later.
    /// </summary>
    private void Remember(in TokenRun run, LayerActivations saved, WorkShare prompts, WorkShare tokens)
    {
        TokenBatch batch = run.Batch;
        for (int token = tokens.Start; token < tokens.End; token++)
        {
            Remember(_prompts, token / batch.PromptLength, token % batch.PromptLength, KeyAndValue(saved, token));
        }

        for (int row = 0; row < batch.Rows; row++)
        {
            for (int j = run.AnswerStart; j < run.AnswerEnd && prompts.Contains(batch.PromptOf(row)); j++)
            {
                Remember(_answers, row, j, KeyAndValue(saved, run.AnswerToken(j, row)));
            }
        }
    }

    private void Attend(LayerActivations saved, int token, in AttentionSegment prompt, in AttentionSegment answer)
    {
        AttentionShape shape = _policy.Attention;
        int weights = shape.Heads * shape.Keys;
        CausalAttention.Forward(
            new CausalAttention.Context { Shape = shape, Prompt = prompt, Answer = answer },
            saved.Qkv.AsSpan(token * 3 * shape.Width, shape.Width),
            saved.Weights.AsSpan(token * weights, weights),
            saved.Mixed.AsSpan(token * shape.Width, shape.Width));
    }

    private ReadOnlySpan<float> KeyAndValue(LayerActivations saved, int token)
    {
        int width = _policy.Options.Width;
        return saved.Qkv.AsSpan(((token * 3) + 1) * width, 2 * width);
    }

    private void Remember(AttentionCache cache, int sequence, int position, ReadOnlySpan<float> keyAndValue)
    {
        int width = _policy.Options.Width;
        cache.WriteTransposed(sequence, position, keyAndValue[..width]);
        cache.WriteRow(sequence, position, keyAndValue[width..]);
    }

    private TensorSlot Slot(int layer, string tensor) => _policy.Layout[TransformerPolicy.LayerName(layer, tensor)];

    private readonly struct AttentionWork(TransformerLayer layer, TokenRun run, LayerActivations saved) : IKernelWork
    {
        public void Run(int worker, int workers) =>
            layer.Attend(run, saved, WorkShare.Of(run.Batch.Prompts, 1, worker, workers));
    }
}
