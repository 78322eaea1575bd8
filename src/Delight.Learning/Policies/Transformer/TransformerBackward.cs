using Delight.Learning.Execution;
using Delight.Learning.Kernels;
using Delight.Learning.Parameters;

namespace Delight.Learning.Policies.Transformer;

/// <summary>
/// Backward through the layers over the kept tokens only; owns the memory for it. Dims: N kept tokens.
/// </summary>
internal sealed class TransformerBackward
{
    private readonly TransformerPolicy _policy;
    private readonly IKernelExecutor _executor;
    private readonly TransformerLayer[] _layers;
    private readonly LayerActivations[] _saved;
    private readonly AttentionBackward _attention;
    private readonly AlignedFloats _gathered;
    private readonly AlignedFloats _gatheredStatistics;
    private readonly AlignedFloats _dx;
    private readonly AlignedFloats _dHidden;
    private readonly AlignedFloats _dRectified;
    private readonly AlignedFloats _dNormed;
    private readonly AlignedFloats _dMixed;
    private readonly AlignedFloats _dQkv;
    private readonly AlignedFloats _transposed;
    private TokenBatch _batch;
    private bool _isAll;

    public TransformerBackward(
        TransformerPolicy policy, TransformerLayer[] layers, LayerActivations[] saved, int rowsMax,
        IKernelExecutor executor)
    {
        int width = policy.Options.Width, hidden = policy.Options.FeedForward;
        int tokensMax = checked(rowsMax * (policy.Shape.InputBytes + policy.Shape.Decisions - 1));
        _policy = policy;
        _executor = executor;
        _layers = layers;
        _saved = saved;
        _attention = new AttentionBackward(policy, rowsMax, executor);
        _gathered = new AlignedFloats(checked(tokensMax * Math.Max(width, hidden)));
        _gatheredStatistics = new AlignedFloats(2 * tokensMax);
        _dx = new AlignedFloats(tokensMax * width);
        _dHidden = new AlignedFloats(checked(tokensMax * hidden));
        _dRectified = new AlignedFloats(_dHidden.Length);
        _dNormed = new AlignedFloats(_dx.Length);
        _dMixed = new AlignedFloats(_dx.Length);
        _dQkv = new AlignedFloats(checked(3 * _dx.Length));
        _transposed = new AlignedFloats(Math.Max(3 * width * width, width * hidden));
        _batch = new TokenBatch(policy.Shape, 1);
    }

    /// <summary>Fixes the kept tokens.</summary>
    /// <param name="batch">The kept rows.</param>
    /// <param name="isAll">True where they are all rows of the forward pass, so that nothing needs gathering.</param>
    public void Start(TokenBatch batch, bool isAll) => (_batch, _isAll) = (batch, isAll);

    /// <summary>[N, W] gradient by the residual stream, from the last layer down to the embeddings.</summary>
    public Span<float> GradientOf(int tokens) => _dx.AsSpan(0, tokens * _policy.Options.Width);

    /// <summary>[N, columns] the kept tokens of something saved, close together; valid until the next call.</summary>
    public ReadOnlySpan<float> Kept(AlignedFloats saved, int columns) => Kept(saved, columns, _gathered);

    /// <summary>Goes through one layer.</summary>
    /// <param name="parameters">[Layout.Length].</param>
    /// <param name="layer">Index.</param>
    /// <param name="dx">[N, W] gradient by the layer's output; becomes the gradient by its input.</param>
    /// <param name="gradient">[Layout.Length]; added to.</param>
    public void Run(ReadOnlySpan<float> parameters, int layer, Span<float> dx, Span<float> gradient)
    {
        FeedForward(parameters, layer, dx, gradient);
        Attention(parameters, layer, dx, gradient);
    }

    private void FeedForward(ReadOnlySpan<float> parameters, int index, Span<float> dx, Span<float> gradient)
    {
        TransformerLayer layer = _layers[index];
        LayerActivations saved = _saved[index];
        int hidden = _policy.Options.FeedForward, width = _policy.Options.Width, tokens = _batch.Count;
        ReadOnlySpan<float> rectified = Kept(saved.Hidden, hidden);
        Span<float> dRectified = Cleared(_dRectified, tokens * hidden), dHidden = Cleared(_dHidden, tokens * hidden);
        Linear(new Weight(layer.FeedForwardOut, parameters, gradient), rectified, dx, dRectified);
        Relu.Backward(rectified, dRectified, dHidden);
        Span<float> dNormed = Cleared(_dNormed, tokens * width);
        Linear(new Weight(layer.FeedForwardIn, parameters, gradient), Kept(saved.FeedForwardNormed, width), dHidden,
            dNormed);
        Norm(new Weight(layer.FeedForwardNorm, parameters, gradient), saved.Middle, saved.FeedForwardStatistics, dx);
    }

    private void Attention(ReadOnlySpan<float> parameters, int index, Span<float> dx, Span<float> gradient)
    {
        TransformerLayer layer = _layers[index];
        LayerActivations saved = _saved[index];
        int width = _policy.Options.Width, tokens = _batch.Count;
        Span<float> dMixed = Cleared(_dMixed, tokens * width), dQkv = Cleared(_dQkv, 3 * tokens * width);
        Linear(new Weight(layer.AttentionOutput, parameters, gradient), Kept(saved.Mixed, width), dx, dMixed);
        _attention.Run(new AttentionBackward.Operands
        {
            Width = width, Batch = _batch, IsAll = _isAll, Saved = saved, DMixed = dMixed, DQkv = dQkv,
        });
        Span<float> dNormed = Cleared(_dNormed, tokens * width);
        Linear(new Weight(layer.Qkv, parameters, gradient), Kept(saved.AttentionNormed, width), dQkv, dNormed);
        Norm(new Weight(layer.AttentionNorm, parameters, gradient), saved.Input, saved.AttentionStatistics, dx);
    }

    /// <summary><c>dw += xᵀ dy</c> and <c>dx += dy wᵀ</c>.</summary>
    private void Linear(in Weight weight, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
    {
        int inputs = weight.Slot.Shape[0], outputs = weight.Slot.Shape[1], tokens = _batch.Count;
        ReadOnlyMatrix slopes = new(dy, tokens, outputs);
        MatrixProduct.Add(
            _executor, new ReadOnlyMatrix(x, tokens, inputs).Transposed, slopes,
            new Matrix(weight.Gradient, inputs, outputs));
        Span<float> transposed = _transposed.AsSpan(0, weight.Slot.Length);
        Transpose.Forward(weight.Values, inputs, outputs, transposed);
        MatrixProduct.Add(
            _executor, slopes, new ReadOnlyMatrix(transposed, outputs, inputs), new Matrix(dx, tokens, inputs));
    }

    private void Norm(in Weight scale, AlignedFloats input, AlignedFloats statistics, Span<float> dx)
    {
        int width = _policy.Options.Width, tokens = _batch.Count;
        LayerNorm.Saved saved = new()
        {
            X = new ReadOnlyMatrix(Kept(input, width), tokens, width),
            Scale = scale.Values,
            Statistics = Kept(statistics, 2, _gatheredStatistics),
        };
        LayerNorm.Backward(saved, _dNormed.AsSpan(0, tokens * width), dx, scale.Gradient);
    }

    private ReadOnlySpan<float> Kept(AlignedFloats saved, int columns, AlignedFloats gathered)
    {
        int tokens = _batch.Count;
        if (_isAll)
        {
            return saved.AsSpan(0, tokens * columns);
        }

        ReadOnlySpan<int> sources = _batch.Sources;
        for (int n = 0; n < tokens; n++)
        {
            saved.AsSpan(sources[n] * columns, columns).CopyTo(gathered.AsSpan(n * columns));
        }

        return gathered.AsSpan(0, tokens * columns);
    }

    private static Span<float> Cleared(AlignedFloats values, int count)
    {
        Span<float> span = values.AsSpan(0, count);
        span.Clear();
        return span;
    }

    private readonly ref struct Weight(TensorSlot slot, ReadOnlySpan<float> parameters, Span<float> gradient)
    {
        public TensorSlot Slot { get; } = slot;

        public ReadOnlySpan<float> Values { get; } = slot.In(parameters);

        public Span<float> Gradient { get; } = slot.In(gradient);
    }
}
