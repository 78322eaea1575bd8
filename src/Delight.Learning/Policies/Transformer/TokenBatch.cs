namespace Delight.Learning.Policies.Transformer;

/// <summary>
/// Where the tokens of a batch lie: first every distinct prompt, then the answers position by position.
/// </summary>
/// <remarks>
/// <para>Dims: P distinct prompts of H tokens, B rows of at most T − 1 answer tokens. Token <c>p·H + i</c> is position
/// i of prompt p; one run of tokens follows for each answer position, with one token for all rows that are alike up to
/// there: what a causal network computes for them is the same.</para>
/// </remarks>
internal sealed class TokenBatch
{
    private readonly int[] _promptOf;
    private readonly int[] _promptNumber;
    private readonly int[] _tokens;
    private readonly int[] _positions;
    private readonly int[] _sources;
    private readonly int[] _answerTokens;
    private readonly int[] _answerStarts;
    private readonly int[] _ownFrom;
    private readonly int[] _step;
    private readonly AnswerClasses _classes;
    private readonly int _answerLength;

    public TokenBatch(PolicyShape shape, int rowsMax)
    {
        PromptLength = shape.InputBytes;
        _answerLength = shape.Decisions - 1;
        _promptOf = new int[rowsMax];
        _promptNumber = new int[rowsMax];
        _tokens = new int[checked(rowsMax * (PromptLength + _answerLength))];
        _positions = new int[_tokens.Length];
        _sources = new int[_tokens.Length];
        _answerTokens = new int[rowsMax * _answerLength];
        _answerStarts = new int[_answerLength + 1];
        _ownFrom = new int[rowsMax];
        _step = new int[rowsMax];
        _classes = new AnswerClasses(rowsMax, shape.Actions);
    }

    /// <summary>B.</summary>
    public int Rows { get; private set; }

    /// <summary>P.</summary>
    public int Prompts { get; private set; }

    /// <summary>H.</summary>
    public int PromptLength { get; }

    /// <summary>Answer positions so far.</summary>
    public int AnswerPositions { get; private set; }

    /// <summary>P·H, also the index of the first answer token.</summary>
    public int PromptTokens => Prompts * PromptLength;

    /// <summary>Tokens so far.</summary>
    public int Count => AnswerStart(AnswerPositions);

    /// <summary>[Count] tokens.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Count);

    /// <summary>[Count] positions.</summary>
    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, Count);

    /// <summary>
    /// [Count] of a batch made by <see cref="Keep"/>: the index that each token has in the batch it was taken from.
    /// </summary>
    public ReadOnlySpan<int> Sources => _sources.AsSpan(0, Count);

    /// <summary>The prompt of a row.</summary>
    public int PromptOf(int row) => _promptOf[row];

    /// <summary>
    /// Index of the first token of an answer position; of the end, where the position is the number of positions.
    /// </summary>
    public int AnswerStart(int position) => _answerStarts[position];

    /// <summary>Index of answer position j of row b, which rows that are alike up to there share.</summary>
    public int AnswerToken(int position, int row) => _answerTokens[(position * Rows) + row];

    /// <summary>
    /// The first position from which on no earlier row has the same token; the number of positions where there is none.
    /// </summary>
    /// <remarks>So each answer token is the own one of exactly one row.</remarks>
    public int OwnFrom(int row) => Math.Min(_ownFrom[row], AnswerPositions);

    /// <summary>Lays out the prompts of a batch; answers follow by <see cref="Append"/>.</summary>
    /// <param name="inputs">[B, H].</param>
    /// <param name="distinct">That has read them.</param>
    public void Read(ReadOnlySpan<byte> inputs, DistinctInputs distinct)
    {
        Rows = inputs.Length / PromptLength;
        Prompts = distinct.Count;
        distinct.NumberOf(Rows).CopyTo(_promptOf);
        for (int prompt = 0; prompt < Prompts; prompt++)
        {
            for (int i = 0; i < PromptLength; i++)
            {
                _tokens[(prompt * PromptLength) + i] = inputs[(distinct.FirstRow(prompt) * PromptLength) + i];
            }
        }

        StartAnswers();
    }

    /// <summary>Appends all answers but their last tokens, which are never fed.</summary>
    /// <param name="chosen">[B, T].</param>
    public void AppendAll(ReadOnlySpan<int> chosen)
    {
        for (int j = 0; j < _answerLength; j++)
        {
            for (int row = 0; row < Rows; row++)
            {
                _step[row] = chosen[(row * (_answerLength + 1)) + j];
            }

            Append(_step.AsSpan(0, Rows));
        }
    }

    /// <summary>Appends one answer position.</summary>
    /// <param name="chosen">[B] the token of each row.</param>
    public void Append(ReadOnlySpan<int> chosen)
    {
        int position = AnswerPositions, start = Count;
        _classes.Split(chosen);
        for (int row = 0; row < Rows; row++)
        {
            int token = start + _classes.Of(row);
            _answerTokens[(position * Rows) + row] = token;
            _tokens[token] = chosen[row];
            if (_classes.RowOf(_classes.Of(row)) == row)
            {
                _ownFrom[row] = Math.Min(_ownFrom[row], position);
            }
        }

        _positions.AsSpan(start, _classes.Count).Fill(PromptLength + position);
        AnswerPositions++;
        _answerStarts[AnswerPositions] = start + _classes.Count;
    }

    /// <summary>Takes over some rows of a batch, and of its prompts those that these rows have.</summary>
    /// <param name="all">The whole batch.</param>
    /// <param name="rowsKept">[K] ascending rows of it.</param>
    public void Keep(TokenBatch all, ReadOnlySpan<int> rowsKept)
    {
        Rows = rowsKept.Length;
        Prompts = 0;
        Array.Fill(_promptNumber, -1, 0, all.Prompts);
        for (int row = 0; row < Rows; row++)
        {
            int source = all.PromptOf(rowsKept[row]);
            if (_promptNumber[source] < 0)
            {
                _promptNumber[source] = Prompts;
                for (int i = 0; i < PromptLength; i++)
                {
                    _sources[(Prompts * PromptLength) + i] = (source * PromptLength) + i;
                    _tokens[(Prompts * PromptLength) + i] = all._tokens[(source * PromptLength) + i];
                }

                Prompts++;
            }

            _promptOf[row] = _promptNumber[source];
        }

        StartAnswers();
        for (int j = 0; j < all.AnswerPositions; j++)
        {
            for (int row = 0; row < Rows; row++)
            {
                _step[row] = all._tokens[all.AnswerToken(j, rowsKept[row])];
            }

            Append(_step.AsSpan(0, Rows));
            for (int row = 0; row < Rows; row++)
            {
                _sources[AnswerToken(j, row)] = all.AnswerToken(j, rowsKept[row]);
            }
        }
    }

    private void StartAnswers()
    {
        AnswerPositions = 0;
        _answerStarts[0] = PromptTokens;
        _ownFrom.AsSpan(0, Rows).Fill(int.MaxValue);
        _classes.Start(this);
        for (int n = 0; n < PromptTokens; n++)
        {
            _positions[n] = n % PromptLength;
        }
    }
}
