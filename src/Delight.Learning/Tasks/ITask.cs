using Delight.Determinism;
using Delight.Learning.Policies;

namespace Delight.Learning.Tasks;

/// <summary>Draws contexts, encodes them for the policy, and scores answers.</summary>
/// <remarks>
/// <para>A context is a few bytes that travel in messages (an image's index, a prompt); the encoded input is what a
/// policy reads (pixels, tokens). Immutable after construction and safe to share.</para>
/// </remarks>
public interface ITask
{
    /// <summary>Sizes of input and answer.</summary>
    PolicyShape Shape { get; }

    /// <summary>Bytes of one context as it travels.</summary>
    int ContextBytes { get; }

    /// <summary>Number of held-out contexts that an evaluation may use.</summary>
    int HeldOutCount { get; }

    /// <summary>How an evaluation decodes: the most probable action, or a sample.</summary>
    bool EvaluatesGreedily { get; }

    /// <summary>Draws one training context.</summary>
    /// <param name="random">Advanced by a fixed amount or by what the draw needs.</param>
    /// <param name="context">[ContextBytes]; overwritten.</param>
    void DrawContext(ref RandomStream random, Span<byte> context);

    /// <summary>Writes a held-out context.</summary>
    /// <param name="index">0 to <see cref="HeldOutCount"/> − 1.</param>
    /// <param name="context">[ContextBytes]; overwritten.</param>
    void HeldOutContext(int index, Span<byte> context);

    /// <summary>Writes what the policy sees of a context.</summary>
    /// <param name="context">[ContextBytes].</param>
    /// <param name="input">[Shape.InputBytes]; overwritten.</param>
    void Encode(ReadOnlySpan<byte> context, Span<byte> input);

    /// <summary>Scores one answer.</summary>
    /// <param name="context">[ContextBytes].</param>
    /// <param name="chosen">[T] the actions.</param>
    /// <param name="random">For tasks whose rewards are drawn; keyed by the row's number.</param>
    /// <returns>The reward, finite.</returns>
    float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random);

    /// <summary>True where the answer is right in the sense of the task's error, the share of answers that are
    /// not.</summary>
    bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen);

    /// <summary>Writes a right answer, for oracles and for searching workers.</summary>
    /// <param name="context">[ContextBytes].</param>
    /// <param name="answer">[T]; overwritten.</param>
    void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer);
}
