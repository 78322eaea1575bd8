namespace Delight.Learning.Policies.Transformer;

/// <summary>The tokens that one run through the layers computes; tokens before it were computed earlier.</summary>
/// <param name="Batch">Where tokens lie.</param>
/// <param name="HasPrompts">The run begins with all prompts.</param>
/// <param name="AnswerStart">First answer position of the run.</param>
/// <param name="AnswerCount">Answer positions of the run; may be 0.</param>
/// <param name="Classes">Where rows share answers so far: one token a class and position; null: one a row and position.</param>
internal readonly record struct TokenRun(
    TokenBatch Batch, bool HasPrompts, int AnswerStart, int AnswerCount, AnswerClasses? Classes = null)
{
    /// <summary>Index of its first token in the batch.</summary>
    public int Start => HasPrompts ? 0 : Batch.AnswerToken(AnswerStart, 0);

    /// <summary>Index within the run of its first answer token.</summary>
    public int AnswersFrom => HasPrompts ? Batch.PromptTokens : 0;

    /// <summary>Answers that are computed at each position.</summary>
    public int Answers => Classes?.Count ?? Batch.Rows;

    /// <summary>Tokens of the run.</summary>
    public int Count => AnswersFrom + (AnswerCount * Answers);

    /// <summary>A row that has the answer of that number.</summary>
    public int RowOf(int answer) => Classes?.RowOf(answer) ?? answer;

    /// <summary>The number of a row's answer.</summary>
    public int AnswerOf(int row) => Classes?.Of(row) ?? row;
}
