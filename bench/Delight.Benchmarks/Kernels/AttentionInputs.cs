using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary>Memory of one query's attention: positions of the prompt, then of the answer, as rows of W and, per
/// segment, transposed.</summary>
internal sealed class AttentionInputs
{
    private readonly AttentionShape _shape;
    private readonly AlignedBuffer _promptKeys;
    private readonly AlignedBuffer _promptValues;
    private readonly AlignedBuffer _answerKeys;
    private readonly AlignedBuffer _answerValues;

    public AttentionInputs(AttentionShape shape)
    {
        _shape = shape;
        int width = shape.Width, rows = Positions * width;
        Query = Draws.Normal(width, "query");
        Keys = Draws.Normal(rows, "keys");
        Values = Draws.Normal(rows, "values");
        Dy = Draws.Normal(width, "dy");
        Y = new AlignedBuffer(width);
        Weights = new AlignedBuffer(shape.Heads * shape.Keys);
        Slopes = new AlignedBuffer(shape.Heads * shape.Keys);
        WeightsScalar = new AlignedBuffer(shape.Heads * Positions);
        SlopesScalar = new AlignedBuffer(Positions);
        Gradient = new AlignedBuffer(width + (2 * rows));
        _promptKeys = Transposed(Keys, 0, shape.PromptLength);
        _promptValues = Transposed(Values, 0, shape.PromptLength);
        _answerKeys = Transposed(Keys, shape.PromptLength, shape.AnswerLength);
        _answerValues = Transposed(Values, shape.PromptLength, shape.AnswerLength);
    }

    /// <summary>Positions seen, prompt and answer.</summary>
    public int Positions => _shape.PromptLength + _shape.AnswerLength;

    public AlignedBuffer Query { get; }

    /// <summary>[Positions, W].</summary>
    public AlignedBuffer Keys { get; }

    /// <summary>[Positions, W].</summary>
    public AlignedBuffer Values { get; }

    public AlignedBuffer Dy { get; }

    public AlignedBuffer Y { get; }

    /// <summary>[G, J], padded as the kernel wants it.</summary>
    public AlignedBuffer Weights { get; }

    public AlignedBuffer Slopes { get; }

    /// <summary>[G, Positions], without padding.</summary>
    public AlignedBuffer WeightsScalar { get; }

    /// <summary>[Positions] of one head.</summary>
    public AlignedBuffer SlopesScalar { get; }

    /// <summary>By the query, then by all keys, then by all values.</summary>
    public AlignedBuffer Gradient { get; }

    public Span<float> DQuery => Gradient.Span[.._shape.Width];

    public Span<float> DKeys => Gradient.Span.Slice(_shape.Width, Positions * _shape.Width);

    public Span<float> DValues => Gradient.Span.Slice((1 + Positions) * _shape.Width, Positions * _shape.Width);

    public CausalAttention.Context ForwardContext => Context(_promptKeys, _answerKeys, Values.Span);

    /// <summary>Values transposed and keys as rows: the chain rule exchanges them.</summary>
    public CausalAttention.Context BackwardContext => Context(_promptValues, _answerValues, Keys.Span);

    public CausalAttention.ContextGradient ContextGradient => new()
    {
        Prompt = new AttentionSegmentGradient { Keys = DKeys, Values = DValues, RowStride = _shape.Width },
        Answer = new AttentionSegmentGradient
        {
            Keys = DKeys[AnswerStart..], Values = DValues[AnswerStart..], RowStride = _shape.Width,
        },
    };

    private int AnswerStart => _shape.PromptLength * _shape.Width;

    /// <summary>Copies the weights without padding to where the kernel's backward pass reads them.</summary>
    public void PadWeights()
    {
        Weights.Span.Clear();
        for (int head = 0; head < _shape.Heads; head++)
        {
            Span<float> from = WeightsScalar.Span.Slice(head * Positions, Positions);
            Span<float> to = Weights.Span.Slice(head * _shape.Keys, _shape.Keys);
            from[.._shape.PromptLength].CopyTo(to);
            from[_shape.PromptLength..].CopyTo(to[_shape.PromptPadded..]);
        }
    }

    private CausalAttention.Context Context(
        AlignedBuffer prompt, AlignedBuffer answer, ReadOnlySpan<float> rows) => new()
    {
        Shape = _shape,
        Prompt = new AttentionSegment
        {
            Transposed = prompt.Span, Rows = rows, RowStride = _shape.Width, Count = _shape.PromptLength,
        },
        Answer = new AttentionSegment
        {
            Transposed = answer.Span, Rows = rows[AnswerStart..], RowStride = _shape.Width, Count = _shape.AnswerLength,
        },
    };

    private AlignedBuffer Transposed(AlignedBuffer rows, int first, int count)
    {
        int padded = AttentionShape.Pad(count);
        AlignedBuffer transposed = new(_shape.Width * padded);
        for (int j = 0; j < count; j++)
        {
            for (int c = 0; c < _shape.Width; c++)
            {
                transposed.Span[(c * padded) + j] = rows.Span[((first + j) * _shape.Width) + c];
            }
        }

        return transposed;
    }
}
