namespace Delight.Learning.Policies.Transformer;

/// <summary>The tokens that one run through the layers computes; tokens before it were computed earlier.</summary>
/// <param name="Batch">Where tokens lie.</param>
/// <param name="HasPrompts">The run begins with all prompts.</param>
/// <param name="AnswerStart">First answer position of the run.</param>
/// <param name="AnswerCount">Answer positions of the run; may be 0.</param>
internal readonly record struct TokenRun(TokenBatch Batch, bool HasPrompts, int AnswerStart, int AnswerCount)
{
    /// <summary>Index of its first token in the batch.</summary>
    public int Start => HasPrompts ? 0 : Batch.AnswerToken(AnswerStart, 0);

    /// <summary>Index within the run of its first answer token.</summary>
    public int AnswersFrom => HasPrompts ? Batch.PromptTokens : 0;

    /// <summary>Tokens of the run.</summary>
    public int Count => AnswersFrom + (AnswerCount * Batch.Rows);
}
