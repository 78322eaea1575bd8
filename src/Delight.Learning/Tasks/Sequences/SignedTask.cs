using Delight.Determinism;

namespace Delight.Learning.Tasks.Sequences;

/// <summary>A sequence task that pays 1 for a right answer and −1 for any other.</summary>
public abstract class SignedTask : SequenceTask
{
    /// <inheritdoc cref="SequenceTask(string, int, int, int)"/>
    protected SignedTask(string name, int promptLength, int answerLength, int vocabulary)
        : base(name, promptLength, answerLength, vocabulary)
    {
    }

    /// <inheritdoc/>
    public override float Score(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen, ref RandomStream random) =>
        IsRight(context, chosen) ? 1 : -1;
}
