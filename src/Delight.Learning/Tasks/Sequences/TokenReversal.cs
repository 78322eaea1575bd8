namespace Delight.Learning.Tasks.Sequences;

/// <summary>Answer the prompt backwards.</summary>
/// <remarks>
/// <para>H tokens drawn uniformly from M; decision t is right where it is token H − 1 − t.</para>
/// <para>Source: Osband (2026), arXiv 2603.20521.</para>
/// </remarks>
/// <param name="length">H, at least 1.</param>
/// <param name="vocabulary">M, 2 to 256.</param>
/// <param name="reward">Pays for right tokens.</param>
public sealed class TokenReversal(int length, int vocabulary, PrefixReward reward)
    : EchoTask("token-reversal", length, vocabulary, reward)
{
    /// <inheritdoc/>
    protected override int PositionOf(int decision, int length) => length - 1 - decision;
}
