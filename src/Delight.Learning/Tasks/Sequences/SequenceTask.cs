using System.Globalization;
using Delight.Determinism;
using Delight.Learning.Policies;

namespace Delight.Learning.Tasks.Sequences;

/// <summary>
/// A task whose context is a prompt of tokens, one byte each, and whose answer is a sequence of tokens.
/// </summary>
/// <remarks>
/// <para>Held-out prompts come from a fixed stream of the same distribution, whatever the run's seed. Where there are
/// few different prompts (2^H of H bits), training meets them too: the error then says how well the task is solved, not
/// how well it generalises.</para>
/// <para>Error: share of sampled answers that are not exactly right.</para>
/// </remarks>
public abstract class SequenceTask : ITask
{
    /// <summary>Held-out prompts are the same in every run, so that runs can be compared.</summary>
    private const ulong HeldOutSeed = 20_260_320;

    private readonly string _name;

    /// <summary>Fixes the sizes.</summary>
    /// <param name="name">Of the task; names the stream of its held-out prompts.</param>
    /// <param name="promptLength">H, at least 1.</param>
    /// <param name="answerLength">T, at least 1.</param>
    /// <param name="vocabulary">M tokens, 2 to 256; every token can be answered.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is outside of its range.</exception>
    protected SequenceTask(string name, int promptLength, int answerLength, int vocabulary)
    {
        Require(promptLength >= 1, nameof(promptLength), promptLength, "at least 1");
        Require(answerLength >= 1, nameof(answerLength), answerLength, "at least 1");
        Require(vocabulary is >= 2 and <= 256, nameof(vocabulary), vocabulary, "from 2 to 256");
        _name = name;
        Shape = new PolicyShape(promptLength, answerLength, vocabulary);
    }

    /// <inheritdoc/>
    public PolicyShape Shape { get; }

    /// <inheritdoc/>
    public int ContextBytes => Shape.InputBytes;

    /// <inheritdoc/>
    public int HeldOutCount => 1000;

    /// <inheritdoc/>
    public bool EvaluatesGreedily => false;

    /// <summary>M.</summary>
    protected int Vocabulary => Shape.Actions;

    /// <summary>Draws a prompt: H independent uniform tokens, unless a task wants another distribution.</summary>
    /// <inheritdoc/>
    public virtual void DrawContext(ref RandomStream random, Span<byte> context)
    {
        foreach (ref byte token in context)
        {
            token = (byte)random.NextIndex(Vocabulary);
        }
    }

    /// <inheritdoc/>
    public void HeldOutContext(int index, Span<byte> context)
    {
        Require(index >= 0 && index < HeldOutCount, nameof(index), index, "from 0 to 999");
        RandomStream random = RandomStream.Derive(HeldOutSeed, _name, index);
        DrawContext(ref random, context);
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<byte> context, Span<byte> input) => context.CopyTo(input);

    /// <inheritdoc/>
    public abstract float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random);

    /// <inheritdoc/>
    public abstract bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen);

    /// <inheritdoc/>
    public abstract void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer);

    private protected static void Require(bool holds, string name, int value, string rule)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, string.Create(
                CultureInfo.InvariantCulture, $"{name} is {value}; it must be {rule}."));
        }
    }
}
