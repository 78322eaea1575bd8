using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary>
/// Multi-head attention of one query token over the positions of a prompt and of an answer that it may see.
/// </summary>
/// <remarks>
/// <para>Per head g: <c>s[j] = q · k[j]</c>, <c>p = softmax(s / √D)</c>, <c>y = Σ_j p[j] v[j]</c>; first the prompt's
/// positions, then the answer's. Dims: G heads of D floats, W = G·D, J padded positions, as in <see
/// cref="AttentionShape"/>.</para>
/// <para>One query at a time, each sum in one fixed order: training on whole sequences and decoding with a cache give
/// the same bits, on every machine. Allocates nothing.</para>
/// <para>Source: Vaswani et al. (2017), "Attention Is All You Need".</para>
/// </remarks>
public static class CausalAttention
{
    /// <summary>Computes the weights and the output of one query.</summary>
    /// <param name="context">Keys transposed, values as rows.</param>
    /// <param name="query">[W].</param>
    /// <param name="weights">[G, J]; overwritten; 0 at positions that are not seen.</param>
    /// <param name="y">[W]; overwritten.</param>
    /// <exception cref="ArgumentException">A length differs from its dims.</exception>
    public static void Forward(in Context context, ReadOnlySpan<float> query, Span<float> weights, Span<float> y)
    {
        AttentionShape shape = context.Shape;
        Shape.RequireLength(nameof(query), query.Length, shape.Width, "[W]");
        Shape.RequireLength(nameof(weights), weights.Length, shape.Heads * shape.Keys, "[G, J]");
        Shape.RequireLength(nameof(y), y.Length, shape.Width, "[W]");
        context.Require();

        // Pass by pass over all heads, since their chains do not wait for each other.
        Score(context, query, weights);
        AttentionWeights.Forward(weights, shape, context.Prompt.Count, context.Answer.Count);
        y.Clear();
        Mix(context, weights, y);
    }

    /// <summary>Gradients by the query, and by the keys and values it saw. Adds to all; the caller clears.</summary>
    /// <param name="context">Values transposed, keys as rows.</param>
    /// <param name="saved">Query, weights, and the gradient by the output.</param>
    /// <param name="slopes">[G, J] scratch; overwritten.</param>
    /// <param name="dContext">Where the gradients by keys and values of both segments go.</param>
    /// <param name="dQuery">[W]; added to.</param>
    /// <exception cref="ArgumentException">A length differs from its dims.</exception>
    public static void Backward(
        in Context context, in Saved saved, Span<float> slopes, in ContextGradient dContext, Span<float> dQuery)
    {
        AttentionShape shape = context.Shape;
        Shape.RequireLength(nameof(saved.Query), saved.Query.Length, shape.Width, "[W]");
        Shape.RequireLength(nameof(saved.Weights), saved.Weights.Length, shape.Heads * shape.Keys, "[G, J]");
        Shape.RequireLength(nameof(saved.Dy), saved.Dy.Length, shape.Width, "[W]");
        Shape.RequireLength(nameof(slopes), slopes.Length, shape.Heads * shape.Keys, "[G, J]");
        Shape.RequireLength(nameof(dQuery), dQuery.Length, shape.Width, "[W]");
        context.Require();
        Require(shape, context.Prompt.Count, dContext.Prompt);
        Require(shape, context.Answer.Count, dContext.Answer);

        AttentionSegment prompt = context.Prompt, answer = context.Answer;
        Score(context, saved.Dy, slopes);
        AttentionWeights.Backward(saved.Weights, slopes, shape, prompt.Count, answer.Count);
        Mix(context, slopes, dQuery);
        Spread(shape, slopes, saved.Query, Rows(dContext.Prompt.Keys, dContext.Prompt.RowStride, prompt.Count));
        Spread(shape, saved.Weights, saved.Dy, Rows(dContext.Prompt.Values, dContext.Prompt.RowStride, prompt.Count));
        if (answer.Count > 0)
        {
            ReadOnlySpan<float> answerSlopes = slopes[shape.PromptPadded..],
                answerWeights = saved.Weights[shape.PromptPadded..];
            Spread(shape, answerSlopes, saved.Query,
                Rows(dContext.Answer.Keys, dContext.Answer.RowStride, answer.Count));
            Spread(shape, answerWeights, saved.Dy,
                Rows(dContext.Answer.Values, dContext.Answer.RowStride, answer.Count));
        }
    }

    private static void Score(in Context context, ReadOnlySpan<float> x, Span<float> scores)
    {
        AttentionShape shape = context.Shape;
        Score(shape, x, context.Prompt.Transposed, shape.PromptPadded, scores);
        if (context.Answer.Count > 0)
        {
            Score(shape, x, context.Answer.Transposed, shape.AnswerPadded, scores[shape.PromptPadded..]);
        }
    }

    private static void Score(
        in AttentionShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> transposed, int padded, Span<float> scores)
    {
        ref float xs = ref MemoryMarshal.GetReference(x);
        ref float t = ref MemoryMarshal.GetReference(transposed);
        ref float s = ref MemoryMarshal.GetReference(scores);
        if (Vector512.IsHardwareAccelerated)
        {
            AttentionLanes<Lanes512>.Score(shape, ref xs, ref t, padded, ref s);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            AttentionLanes<Lanes256>.Score(shape, ref xs, ref t, padded, ref s);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            AttentionLanes<Lanes128>.Score(shape, ref xs, ref t, padded, ref s);
        }
        else
        {
            AttentionLanes<Lanes1>.Score(shape, ref xs, ref t, padded, ref s);
        }
    }

    private static void Mix(in Context context, ReadOnlySpan<float> weights, Span<float> y)
    {
        AttentionShape shape = context.Shape;
        Mix(shape, weights, Rows(context.Prompt.Rows, context.Prompt.RowStride, context.Prompt.Count), y);
        if (context.Answer.Count > 0)
        {
            Mix(shape, weights[shape.PromptPadded..],
                Rows(context.Answer.Rows, context.Answer.RowStride, context.Answer.Count), y);
        }
    }

    private static void Mix(in AttentionShape shape, ReadOnlySpan<float> weights, in SegmentRows rows, Span<float> y)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float ys = ref MemoryMarshal.GetReference(y);
        int width = shape.HeadWidth, column = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            column = AttentionLanes<Lanes512>.Mix(shape, ref w, rows, column, ref ys);
        }

        if (Vector256.IsHardwareAccelerated && column < width)
        {
            column = AttentionLanes<Lanes256>.Mix(shape, ref w, rows, column, ref ys);
        }

        if (Vector128.IsHardwareAccelerated && column < width)
        {
            column = AttentionLanes<Lanes128>.Mix(shape, ref w, rows, column, ref ys);
        }

        if (column < width)
        {
            AttentionLanes<Lanes1>.Mix(shape, ref w, rows, column, ref ys);
        }
    }

    private static void Spread(
        in AttentionShape shape, ReadOnlySpan<float> weights, ReadOnlySpan<float> x, in SegmentRows rows)
    {
        ref float w = ref MemoryMarshal.GetReference(weights);
        ref float xs = ref MemoryMarshal.GetReference(x);
        int width = shape.HeadWidth, column = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            column = AttentionLanes<Lanes512>.Spread(shape, ref w, ref xs, column, rows);
        }

        if (Vector256.IsHardwareAccelerated && column < width)
        {
            column = AttentionLanes<Lanes256>.Spread(shape, ref w, ref xs, column, rows);
        }

        if (Vector128.IsHardwareAccelerated && column < width)
        {
            column = AttentionLanes<Lanes128>.Spread(shape, ref w, ref xs, column, rows);
        }

        if (column < width)
        {
            AttentionLanes<Lanes1>.Spread(shape, ref w, ref xs, column, rows);
        }
    }

    // Only Spread writes, and only to rows that the caller gave to be written; one type of rows serves all.
    private static SegmentRows Rows(ReadOnlySpan<float> rows, int stride, int count) =>
        new(ref MemoryMarshal.GetReference(rows), stride, count);

    private static void Require(in AttentionShape shape, int count, in AttentionSegmentGradient gradient)
    {
        int floats = count == 0 ? 0 : ((count - 1) * gradient.RowStride) + shape.Width;
        Shape.RequireAtLeast(nameof(gradient.Keys), gradient.Keys.Length, floats, "rows of W of the positions seen");
        Shape.RequireAtLeast(
            nameof(gradient.Values), gradient.Values.Length, floats, "rows of W of the positions seen");
    }

    /// <summary>Everything that one query may look at.</summary>
    public readonly ref struct Context
    {
        /// <summary>Sizes.</summary>
        public required AttentionShape Shape { get; init; }

        /// <summary>The prompt's positions; at least one is seen.</summary>
        public required AttentionSegment Prompt { get; init; }

        /// <summary>The answer's positions; may be none.</summary>
        public AttentionSegment Answer { get; init; }

        internal void Require()
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(Prompt.Count, 1);
            Require(Prompt, Shape.PromptLength, Shape.PromptPadded);
            Require(Answer, Shape.AnswerLength, Shape.AnswerPadded);
        }

        private void Require(in AttentionSegment segment, int length, int padded)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(segment.Count, length);
            if (segment.Count > 0)
            {
                Kernels.Shape.RequireLength(nameof(segment.Transposed), segment.Transposed.Length,
                    Shape.Width * padded, "[G, D, padded length]");
                Kernels.Shape.RequireAtLeast(
                    nameof(segment.Rows), segment.Rows.Length, ((segment.Count - 1) * segment.RowStride) + Shape.Width,
                    "rows of W of the positions seen");
            }
        }
    }

    /// <summary>Where the gradients by a <see cref="Context"/> go.</summary>
    public readonly ref struct ContextGradient
    {
        /// <summary>Of the prompt's keys and values.</summary>
        public required AttentionSegmentGradient Prompt { get; init; }

        /// <summary>Of the answer's keys and values.</summary>
        public AttentionSegmentGradient Answer { get; init; }
    }

    /// <summary>
    /// What the backward pass needs of one query's forward pass, and the gradient that it starts from.
    /// </summary>
    public readonly ref struct Saved
    {
        /// <summary>[W].</summary>
        public required ReadOnlySpan<float> Query { get; init; }

        /// <summary>[G, J] as the forward pass wrote them.</summary>
        public required ReadOnlySpan<float> Weights { get; init; }

        /// <summary>[W] gradient by the output.</summary>
        public required ReadOnlySpan<float> Dy { get; init; }
    }
}
