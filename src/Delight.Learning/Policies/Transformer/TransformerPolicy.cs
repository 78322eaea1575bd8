using System.Globalization;
using Delight.Determinism;
using Delight.Learning.Execution;
using Delight.Learning.Kernels;
using Delight.Learning.Parameters;

namespace Delight.Learning.Policies.Transformer;

/// <summary>
/// A decoder-only transformer: reads a prompt of H tokens, then answers T decisions, each seeing those before it.
/// </summary>
/// <remarks>
/// <para>Input byte i is the token at position i; the chosen action of decision t is the token at position H + t. The
/// logits of decision t are read at position H − 1 + t, without a separator; the last chosen action is never
/// fed.</para>
/// <para>Per layer: <c>x += Attention(Norm(x))</c>, then <c>x += relu(Norm(x) W1) W2</c>, with layer normalisation that
/// has a scale and no shift, causal attention, no biases anywhere; no normalisation at the end; <c>logits = x W</c>
/// with weights of its own.</para>
/// <para>Names: <c>embedding.token</c> [V, W], <c>embedding.position</c> [length, W]; per layer i
/// <c>layer{i}.attention.norm</c> [W], <c>.attention.qkv</c> [W, 3W] (columns of all queries, then keys, then values; a
/// head owns neighbouring columns), <c>.attention.output</c> [W, W], <c>.feedForward.norm</c> [W],
/// <c>.feedForward.in</c> [W, F], <c>.feedForward.out</c> [F, W]; <c>output</c> [W, A].</para>
/// <para>Initial weights: matrices truncated normal, cut at two standard deviations of the untruncated one and scaled
/// so that what is left has standard deviation <c>fan_in^-1/2</c>; embeddings normal with <c>W^-1/2</c>; scales
/// 1.</para>
/// <para>Source: Vaswani et al. (2017), "Attention Is All You Need"; sizes and initial weights as in Osband (2026),
/// arXiv 2603.20521.</para>
/// </remarks>
public sealed class TransformerPolicy : IPolicy
{
    /// <summary>Standard deviation of a standard normal that is cut at ±2.</summary>
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Lays out the tensors.</summary>
    /// <param name="shape">Of the task: at least one input byte, from 2 to 256 actions.</param>
    /// <param name="options">Sizes.</param>
    /// <exception cref="ArgumentException">Shape and options do not go together; the message names every
    /// reason.</exception>
    public TransformerPolicy(PolicyShape shape, TransformerOptions options)
    {
        Shape = shape;
        Options = options;
        Vocabulary = options.Vocabulary ?? shape.Actions;
        Length = options.Length ?? (shape.InputBytes + shape.Decisions);
        string problems = string.Join(' ', Problems());
        if (problems.Length > 0)
        {
            throw new ArgumentException("the transformer policy does not fit: " + problems, nameof(options));
        }

        int width = options.Width;
        Layout = ParameterLayout.Of(
            [
                ("embedding.token", [Vocabulary, width]),
                ("embedding.position", [Length, width]),
                .. Enumerable.Range(0, options.Layers).SelectMany(Tensors),
                ("output", [width, shape.Actions]),
            ]);
    }

    /// <inheritdoc/>
    public PolicyShape Shape { get; }

    /// <inheritdoc/>
    public ParameterLayout Layout { get; }

    /// <summary>The sizes that it was built from.</summary>
    public TransformerOptions Options { get; }

    /// <summary>V, tokens that can be read.</summary>
    public int Vocabulary { get; }

    /// <summary>Positions that have an embedding.</summary>
    public int Length { get; }

    /// <summary>
    /// Sizes of its attention; the last chosen action is never fed, so the answer has T − 1 positions.
    /// </summary>
    public AttentionShape Attention =>
        new(Options.Heads, Options.Width / Options.Heads, Shape.InputBytes, Shape.Decisions - 1);

    /// <summary>Says why heads do not divide a width, or null where they do.</summary>
    public static string? CheckHeads(int width, int heads) => width % heads == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"heads is {heads} and width is {width}; heads must divide the width. Choose {Divisors(width)}.");

    /// <inheritdoc/>
    public void Initialise(ref RandomStream random, Span<float> parameters)
    {
        double embeddingDeviation = 1 / Math.Sqrt(Options.Width);
        foreach (TensorSlot slot in Layout.Slots)
        {
            bool isMatrix = slot.Shape.Count == 2,
                isEmbedding = slot.Name.StartsWith("embedding.", StringComparison.Ordinal);
            double deviation = 1 / (Math.Sqrt(slot.Shape[0]) * TruncatedDeviation);
            foreach (ref float weight in slot.In(parameters))
            {
                weight = isEmbedding ? (float)(embeddingDeviation * random.NextNormal())
                    : isMatrix ? (float)(deviation * NextTruncated(ref random)) : 1;
            }
        }
    }

    /// <inheritdoc/>
    public IPolicyPass CreatePass(int rowsMax, IKernelExecutor executor) =>
        new TransformerPass(this, rowsMax, executor);

    internal static string LayerName(int layer, string tensor) =>
        string.Create(CultureInfo.InvariantCulture, $"layer{layer}.{tensor}");

    private static double NextTruncated(ref RandomStream random)
    {
        double normal = random.NextNormal();
        while (Math.Abs(normal) > 2)
        {
            normal = random.NextNormal();
        }

        return normal;
    }

    private static string Divisors(int width) =>
        string.Join(", ", Enumerable.Range(1, Math.Min(width, 64)).Where(heads => width % heads == 0));

    private IEnumerable<string> Problems()
    {
        if (Options.Width < 1 || Options.Heads < 1 || Options.Layers < 1 || Options.FeedForward < 1)
        {
            yield return Line($"width is {Options.Width}, heads {Options.Heads}, layers {Options.Layers}, ")
                + Line($"feedForward {Options.FeedForward}; each must be at least 1.");
        }
        else if (CheckHeads(Options.Width, Options.Heads) is { } heads)
        {
            yield return heads;
        }

        if (Shape.InputBytes < 1 || Shape.Decisions < 1)
        {
            yield return Line($"the task has {Shape.InputBytes} input bytes and {Shape.Decisions} decisions; ")
                + "at least one of each is needed. Use the tabular policy.";
        }

        if (Vocabulary is < 2 or > 256)
        {
            yield return Line($"vocabulary is {Vocabulary}; it must be from 2 to 256, ")
                + "since a token is a byte and one token leaves nothing to choose.";
        }

        if (Vocabulary < Shape.Actions)
        {
            yield return Line($"vocabulary is {Vocabulary} and the task has {Shape.Actions} actions, ")
                + Line($"which are fed back as tokens. Set it to at least {Shape.Actions}.");
        }

        if (Length < Shape.InputBytes + Shape.Decisions)
        {
            yield return Line($"length is {Length} and the task's prompt and answer have ")
                + Line($"{Shape.InputBytes + Shape.Decisions} tokens. Set it to at least that.");
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<(string Name, int[] Shape)> Tensors(int layer)
    {
        int width = Options.Width, hidden = Options.FeedForward;
        return
        [
            (LayerName(layer, "attention.norm"), [width]),
            (LayerName(layer, "attention.qkv"), [width, 3 * width]),
            (LayerName(layer, "attention.output"), [width, width]),
            (LayerName(layer, "feedForward.norm"), [width]),
            (LayerName(layer, "feedForward.in"), [width, hidden]),
            (LayerName(layer, "feedForward.out"), [hidden, width]),
        ];
    }
}
