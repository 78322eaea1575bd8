using Delight.Determinism;

namespace Delight.Learning.Policies.Transformer;

/// <summary>Finds which rows of a batch have the same input, so that a shared prompt is computed once.</summary>
/// <remarks>Numbers inputs by first appearance. Allocates nothing after construction.</remarks>
internal sealed class DistinctInputs
{
    private readonly int[] _firstRow;
    private readonly int[] _numberOf;
    private readonly int[] _table;

    public DistinctInputs(int rowsMax)
    {
        _firstRow = new int[rowsMax];
        _numberOf = new int[rowsMax];
        _table = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * rowsMax))];
    }

    /// <summary>Number of distinct inputs of the last batch.</summary>
    public int Count { get; private set; }

    /// <summary>[rows] the number of each row's input.</summary>
    public ReadOnlySpan<int> NumberOf(int rows) => _numberOf.AsSpan(0, rows);

    /// <summary>The first row with input <paramref name="number"/>.</summary>
    public int FirstRow(int number) => _firstRow[number];

    /// <summary>Reads a batch.</summary>
    /// <param name="inputs">[rows, inputBytes].</param>
    /// <param name="inputBytes">At least 1.</param>
    public void Read(ReadOnlySpan<byte> inputs, int inputBytes)
    {
        Count = 0;
        Array.Fill(_table, -1);
        for (int row = 0; row < inputs.Length / inputBytes; row++)
        {
            ReadOnlySpan<byte> input = inputs.Slice(row * inputBytes, inputBytes);
            int slot = (int)Hash(input) & (_table.Length - 1);
            while (_table[slot] >= 0
                && !input.SequenceEqual(inputs.Slice(_firstRow[_table[slot]] * inputBytes, inputBytes)))
            {
                slot = (slot + 1) & (_table.Length - 1);
            }

            if (_table[slot] < 0)
            {
                _firstRow[Count] = row;
                _table[slot] = Count++;
            }

            _numberOf[row] = _table[slot];
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> input)
    {
        ulong state = StableHash.Start;
        foreach (byte token in input)
        {
            state = StableHash.Add(state, token);
        }

        return StableHash.Finish(state);
    }
}
