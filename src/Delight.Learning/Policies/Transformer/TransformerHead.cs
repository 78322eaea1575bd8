using Delight.Learning.Kernels;
using Delight.Learning.Parameters;

namespace Delight.Learning.Policies.Transformer;

/// <summary>
/// The output matrix: reads each decision's logits where they belong. Dims: B rows, T decisions, A actions.
/// </summary>
/// <remarks>
/// Decision 0 is read at its prompt's last token, decision t at answer position t − 1; rows that share a token share
/// its logits, and their gradients by them are summed, row by row.
/// </remarks>
internal sealed class TransformerHead
{
    private readonly TensorSlot _output;
    private readonly int _width;
    private readonly int _actions;
    private readonly int _decisions;
    private readonly AlignedFloats _lastTokens;
    private readonly AlignedFloats _dLastTokens;
    private readonly AlignedFloats _logits;
    private readonly AlignedFloats _outputTransposed;

    public TransformerHead(TransformerPolicy policy, int rowsMax)
    {
        _output = policy.Layout["output"];
        _width = policy.Options.Width;
        _actions = policy.Shape.Actions;
        _decisions = policy.Shape.Decisions;
        _lastTokens = new AlignedFloats(checked(rowsMax * _width));
        _dLastTokens = new AlignedFloats(_lastTokens.Length);
        _logits = new AlignedFloats(checked(rowsMax * _decisions * _actions));
        _outputTransposed = new AlignedFloats(_output.Length);
    }

    /// <summary>Logits of every decision of a run of all tokens.</summary>
    /// <param name="parameters">[Layout.Length].</param>
    /// <param name="run">All tokens of a batch.</param>
    /// <param name="x">[N, W] what the last layer gives.</param>
    /// <param name="logits">[B, T, A]; overwritten.</param>
    public void Forward(ReadOnlySpan<float> parameters, in TokenRun run, ReadOnlySpan<float> x, Span<float> logits)
    {
        TokenBatch batch = run.Batch;
        ReadOnlySpan<float> first = Product(parameters, LastTokens(batch, x), batch.Prompts, _logits.AsSpan());
        for (int row = 0; row < batch.Rows; row++)
        {
            first.Slice(batch.PromptOf(row) * _actions, _actions).CopyTo(logits[(row * _decisions * _actions)..]);
        }

        int answers = batch.Count - batch.PromptTokens;
        ReadOnlySpan<float> later = Product(
            parameters, x.Slice(batch.PromptTokens * _width, answers * _width), answers, _logits.AsSpan());
        for (int row = 0; row < batch.Rows; row++)
        {
            for (int t = 1; t < _decisions; t++)
            {
                int answer = batch.AnswerToken(t - 1, row) - batch.PromptTokens;
                later.Slice(answer * _actions, _actions).CopyTo(logits[(((row * _decisions) + t) * _actions)..]);
            }
        }
    }

    /// <summary>Logits of the one decision that follows a run of decoding.</summary>
    /// <param name="parameters">[Layout.Length].</param>
    /// <param name="run">All prompts, or one answer position.</param>
    /// <param name="x">[N, W] what the last layer gives.</param>
    /// <param name="logits">[B, A]; overwritten.</param>
    public void ForwardStep(ReadOnlySpan<float> parameters, in TokenRun run, ReadOnlySpan<float> x, Span<float> logits)
    {
        TokenBatch batch = run.Batch;
        ReadOnlySpan<float> last = run.HasPrompts ? LastTokens(batch, x) : x;
        ReadOnlySpan<float> step = Product(parameters, last, last.Length / _width, _logits.AsSpan());
        for (int row = 0; row < batch.Rows; row++)
        {
            int answer = run.HasPrompts ? batch.PromptOf(row) : run.AnswerToken(run.AnswerStart, row);
            step.Slice(answer * _actions, _actions).CopyTo(logits[(row * _actions)..]);
        }
    }

    /// <summary>Gradients by the output matrix and by what the last layer gives.</summary>
    /// <param name="parameters">[Layout.Length].</param>
    /// <param name="kept">The rows that carry a gradient.</param>
    /// <param name="dx">[N, W] of the kept tokens; overwritten.</param>
    /// <param name="gradient">[Layout.Length]; added to.</param>
    public void Backward(ReadOnlySpan<float> parameters, in Kept kept, Span<float> dx, Span<float> gradient)
    {
        TokenBatch batch = kept.Batch;
        Transpose.Forward(_output.In(parameters), _width, _actions, _outputTransposed.AsSpan());
        dx.Clear();

        Span<float> dFirst = _logits.AsSpan(0, batch.Prompts * _actions);
        dFirst.Clear();
        for (int row = 0; row < batch.Rows; row++)
        {
            Add(kept.Of(row, 0, _decisions, _actions), dFirst.Slice(batch.PromptOf(row) * _actions, _actions));
        }

        Span<float> dLast = _dLastTokens.AsSpan(0, batch.Prompts * _width);
        dLast.Clear();
        Backward(LastTokens(batch, kept.X), dFirst, dLast, gradient);
        for (int prompt = 0; prompt < batch.Prompts; prompt++)
        {
            dLast.Slice(prompt * _width, _width).CopyTo(dx[(LastToken(batch, prompt) * _width)..]);
        }

        int answers = batch.Count - batch.PromptTokens;
        Span<float> dLater = _logits.AsSpan(0, answers * _actions);
        dLater.Clear();
        for (int row = 0; row < batch.Rows; row++)
        {
            for (int t = 1; t < _decisions; t++)
            {
                int answer = batch.AnswerToken(t - 1, row) - batch.PromptTokens;
                Add(kept.Of(row, t, _decisions, _actions), dLater.Slice(answer * _actions, _actions));
            }
        }

        Backward(kept.X[(batch.PromptTokens * _width)..], dLater, dx[(batch.PromptTokens * _width)..], gradient);
    }

    private static void Add(ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] += x[i];
        }
    }

    private static int LastToken(TokenBatch batch, int prompt) => ((prompt + 1) * batch.PromptLength) - 1;

    private ReadOnlySpan<float> LastTokens(TokenBatch batch, ReadOnlySpan<float> x)
    {
        for (int prompt = 0; prompt < batch.Prompts; prompt++)
        {
            x.Slice(LastToken(batch, prompt) * _width, _width).CopyTo(_lastTokens.AsSpan(prompt * _width));
        }

        return _lastTokens.AsSpan(0, batch.Prompts * _width);
    }

    private Span<float> Product(ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, int count, Span<float> target)
    {
        Span<float> y = target[..(count * _actions)];
        y.Clear();
        MatrixProduct.Add(
            new ReadOnlyMatrix(x, count, _width), new ReadOnlyMatrix(_output.In(parameters), _width, _actions),
            new Matrix(y, count, _actions));
        return y;
    }

    private void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, Span<float> gradient)
    {
        int count = dy.Length / _actions;
        ReadOnlyMatrix slopes = new(dy, count, _actions);
        MatrixProduct.Add(
            new ReadOnlyMatrix(x, count, _width).Transposed, slopes,
            new Matrix(_output.In(gradient), _width, _actions));
        MatrixProduct.Add(
            slopes, new ReadOnlyMatrix(_outputTransposed.AsSpan(), _actions, _width), new Matrix(dx, count, _width));
    }

    /// <summary>What the backward pass starts from.</summary>
    public readonly ref struct Kept(TokenBatch batch, ReadOnlySpan<float> x, ReadOnlySpan<float> dLogits)
    {
        /// <summary>The kept rows.</summary>
        public TokenBatch Batch { get; } = batch;

        /// <summary>[N, W] what the last layer gave them.</summary>
        public ReadOnlySpan<float> X { get; } = x;

        /// <summary>[B, T, A].</summary>
        public ReadOnlySpan<float> DLogits { get; } = dLogits;

        /// <summary>[A] of one decision.</summary>
        public ReadOnlySpan<float> Of(int row, int decision, int decisions, int actions) =>
            DLogits.Slice(((row * decisions) + decision) * actions, actions);
    }
}
