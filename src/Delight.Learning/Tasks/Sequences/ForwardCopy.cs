namespace Delight.Learning.Tasks.Sequences;

/// <summary>Answer the prompt as it is.</summary>
/// <remarks>H tokens drawn uniformly from M; decision t is right where it is token t.</remarks>
/// <param name="length">H, at least 1.</param>
/// <param name="vocabulary">M, 2 to 256.</param>
/// <param name="reward">Pays for right tokens.</param>
public sealed class ForwardCopy(int length, int vocabulary, PrefixReward reward)
    : EchoTask("forward-copy", length, vocabulary, reward)
{
    /// <inheritdoc/>
    protected override int PositionOf(int decision, int length) => decision;
}
