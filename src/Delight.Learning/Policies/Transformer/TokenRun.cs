namespace Delight.Learning.Policies.Transformer;

/// <summary>The tokens that one run through the layers computes; tokens before it were computed earlier.</summary>
/// <param name="Batch">Where tokens lie.</param>
/// <param name="HasPrompts">The run begins with all prompts.</param>
/// <param name="AnswerStart">First answer position of the run.</param>
/// <param name="AnswerEnd">The answer position behind the run's last.</param>
internal readonly record struct TokenRun(TokenBatch Batch, bool HasPrompts, int AnswerStart, int AnswerEnd)
{
    /// <summary>Index of its first token in the batch.</summary>
    public int Start => HasPrompts ? 0 : Batch.AnswerStart(AnswerStart);

    /// <summary>Tokens of the run.</summary>
    public int Count => Batch.AnswerStart(AnswerEnd) - Start;

    /// <summary>Index within the run of an answer's token.</summary>
    public int AnswerToken(int position, int row) => Batch.AnswerToken(position, row) - Start;
}
