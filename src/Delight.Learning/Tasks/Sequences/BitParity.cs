namespace Delight.Learning.Tasks.Sequences;

/// <summary>Answer with one token whether the number of ones in a prompt of bits is odd.</summary>
/// <remarks>H bits drawn uniformly; the right token is their sum modulo 2. Reward 1 if right, else −1.</remarks>
/// <param name="length">H, at least 1.</param>
public sealed class BitParity(int length)
    : SignedTask("bit-parity", length, answerLength: 1, vocabulary: 2)
{
    /// <inheritdoc/>
    public override bool IsRight(ReadOnlySpan<byte> context, ReadOnlySpan<int> chosen) =>
        chosen[0] == ParityOf(context);

    /// <inheritdoc/>
    public override void WriteAnswer(ReadOnlySpan<byte> context, Span<int> answer) => answer[0] = ParityOf(context);

    private static int ParityOf(ReadOnlySpan<byte> bits)
    {
        int parity = 0;
        foreach (byte bit in bits)
        {
            parity ^= bit;
        }

        return parity;
    }
}
