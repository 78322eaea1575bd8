namespace Delight.Learning.Policies.Transformer;

/// <summary>
/// Rows whose prompt and answer so far are the same: whatever comes next is computed once for all of them.
/// </summary>
/// <remarks>
/// Numbered by first appearance. The more certain a policy is, the fewer there are. Allocates nothing after
/// construction.
/// </remarks>
internal sealed class AnswerClasses
{
    private readonly int[] _of;
    private readonly int[] _rowOf;
    private readonly int[] _next;
    private readonly int _actions;

    public AnswerClasses(int rowsMax, int actions)
    {
        _actions = actions;
        _of = new int[rowsMax];
        _rowOf = new int[rowsMax];
        _next = new int[checked(rowsMax * actions)];
    }

    /// <summary>Number of classes, at most the number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The class of a row.</summary>
    public int Of(int row) => _of[row];

    /// <summary>The first row of a class.</summary>
    public int RowOf(int number) => _rowOf[number];

    /// <summary>Starts with the prompts alone.</summary>
    public void Start(TokenBatch batch)
    {
        Count = batch.Prompts;
        for (int row = batch.Rows - 1; row >= 0; row--)
        {
            _of[row] = batch.PromptOf(row);
            _rowOf[_of[row]] = row;
        }
    }

    /// <summary>Parts rows that chose differently.</summary>
    /// <param name="chosen">[B] the next action of each row.</param>
    public void Split(ReadOnlySpan<int> chosen)
    {
        Array.Fill(_next, -1, 0, Count * _actions);
        Count = 0;
        for (int row = 0; row < chosen.Length; row++)
        {
            ref int number = ref _next[(_of[row] * _actions) + chosen[row]];
            if (number < 0)
            {
                _rowOf[Count] = row;
                number = Count++;
            }

            _of[row] = number;
        }
    }
}
