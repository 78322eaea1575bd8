namespace Delight.Learning.Policies.Transformer;

/// <summary>Where the tokens of a batch lie: first every distinct prompt, then the answers position by position.</summary>
/// <remarks>
/// <para>Dims: P distinct prompts of H tokens, B rows of T − 1 answer tokens. Token <c>p·H + i</c> is position i of prompt p; token
/// <c>P·H + j·B + b</c> is answer position j of row b, so that one step of decoding is one run of tokens.</para>
/// </remarks>
internal sealed class TokenBatch
{
    private readonly int[] _promptOf;
    private readonly int[] _tokens;
    private readonly int[] _positions;
    private readonly int[] _sources;
    private readonly int[] _promptNumber;
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
    }

    /// <summary>B.</summary>
    public int Rows { get; private set; }

    /// <summary>P.</summary>
    public int Prompts { get; private set; }

    /// <summary>H.</summary>
    public int PromptLength { get; }

    /// <summary>P·H, also the index of the first answer token.</summary>
    public int PromptTokens => Prompts * PromptLength;

    /// <summary>Tokens in all.</summary>
    public int Count => PromptTokens + (Rows * _answerLength);

    /// <summary>[Count] tokens; the caller writes those of the answers.</summary>
    public Span<int> Tokens => _tokens.AsSpan(0, Count);

    /// <summary>[Count] positions.</summary>
    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, Count);

    /// <summary>[Count] of a batch made by <see cref="Keep"/>: the index that each token has in the batch it was taken from.</summary>
    public ReadOnlySpan<int> Sources => _sources.AsSpan(0, Count);

    /// <summary>The prompt of a row.</summary>
    public int PromptOf(int row) => _promptOf[row];

    /// <summary>Index of answer position j of row b.</summary>
    public int AnswerToken(int position, int row) => PromptTokens + (position * Rows) + row;

    /// <summary>Lays out a batch and writes the prompts' tokens.</summary>
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

        WritePositions();
    }

    /// <summary>Writes the answers' tokens.</summary>
    /// <param name="chosen">[B, T].</param>
    public void ReadAnswers(ReadOnlySpan<int> chosen)
    {
        for (int j = 0; j < _answerLength; j++)
        {
            for (int row = 0; row < Rows; row++)
            {
                _tokens[AnswerToken(j, row)] = chosen[(row * (_answerLength + 1)) + j];
            }
        }
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
                }

                Prompts++;
            }

            _promptOf[row] = _promptNumber[source];
        }

        for (int j = 0; j < _answerLength; j++)
        {
            for (int row = 0; row < Rows; row++)
            {
                _sources[AnswerToken(j, row)] = all.AnswerToken(j, rowsKept[row]);
            }
        }

        for (int n = 0; n < Count; n++)
        {
            _tokens[n] = all._tokens[_sources[n]];
        }

        WritePositions();
    }

    private void WritePositions()
    {
        for (int n = 0; n < PromptTokens; n++)
        {
            _positions[n] = n % PromptLength;
        }

        for (int j = 0; j < _answerLength; j++)
        {
            _positions.AsSpan(AnswerToken(j, 0), Rows).Fill(PromptLength + j);
        }
    }
}
