namespace Delight.Learning.Kernels;

/// <summary>Sizes of causal attention over a prompt that several answers share and one answer behind it.</summary>
/// <param name="Heads">G, at least 1.</param>
/// <param name="HeadWidth">D, floats of one head's query, key or value.</param>
/// <param name="PromptLength">H, positions of the prompt.</param>
/// <param name="AnswerLength">Positions of the answer that can be looked at; 0 where an answer is never fed
/// back.</param>
/// <remarks>
/// Keys lie transposed and padded to whole registers, so that scores are computed across keys and need no tail.
/// </remarks>
public readonly record struct AttentionShape(int Heads, int HeadWidth, int PromptLength, int AnswerLength)
{
    /// <summary>W = G·D, floats of one token's query, key or value.</summary>
    public int Width => Heads * HeadWidth;

    /// <summary><see cref="PromptLength"/> in whole registers.</summary>
    public int PromptPadded => Pad(PromptLength);

    /// <summary><see cref="AnswerLength"/> in whole registers.</summary>
    public int AnswerPadded => Pad(AnswerLength);

    /// <summary>J, floats of one head's weights: first the padded prompt's, then the padded answer's.</summary>
    public int Keys => PromptPadded + AnswerPadded;

    /// <summary>The length in whole registers of 16 floats.</summary>
    public static int Pad(int length) => (length + 15) & ~15;
}
