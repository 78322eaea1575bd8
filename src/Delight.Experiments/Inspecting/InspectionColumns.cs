using System.Globalization;
using System.Text;
using Delight.Learning.Inspection;

namespace Delight.Experiments.Inspecting;

/// <summary>Where the columns of an <see cref="InspectionTable"/> are, in a terminal of some width.</summary>
/// <remarks>A row is its index, its quantities and its gradient by the logits. The gradient is beside them where two of
/// its numbers fit, and goes on under its first column; else it has lines of its own. Quantities that do not fit go on
/// below too.</remarks>
internal sealed class InspectionColumns
{
    private const int BesideMin = 2;

    private readonly int[] _indices;
    private readonly int[] _quantities;
    private readonly int _number;
    private readonly int _indexWidth;
    private readonly int _width;

    /// <summary>Lays them out.</summary>
    /// <param name="batch">Its sizes decide how wide an index is.</param>
    /// <param name="quantities">Names of the quantities.</param>
    /// <param name="number">Columns of a number, with the space before it.</param>
    /// <param name="width">Columns of the terminal.</param>
    public InspectionColumns(InspectedBatch batch, IReadOnlyList<string> quantities, int number, int width)
    {
        _indices = [Width("row", batch.Rows), 1 + Width("t", batch.Decisions), 1 + Width("a", batch.Actions)];
        _quantities = [.. quantities.Select(name => Math.Max(number, name.Length + 1))];
        (_number, _width, _indexWidth) = (number, width, _indices.Sum());
        int before = _indexWidth + _quantities.Sum();
        IsBeside = before + (Math.Min(BesideMin, batch.Actions) * number) <= width;
    }

    /// <summary>True where the gradient is beside the quantities.</summary>
    public bool IsBeside { get; }

    /// <summary>One row of the table.</summary>
    /// <param name="indices">Row, decision, action.</param>
    /// <param name="quantities">One for each name.</param>
    /// <param name="slopes">The gradient by the logits.</param>
    /// <returns>One line or several, without the last line end.</returns>
    public string Line(
        IReadOnlyList<string> indices, IReadOnlyList<string> quantities, IReadOnlyList<string> slopes)
    {
        StringBuilder line = new();
        int at = 0;
        Add(line, ref at, indices.Zip(_indices), 0);
        Add(line, ref at, quantities.Zip(_quantities), _indexWidth);
        if (!IsBeside)
        {
            Break(line, ref at, _indexWidth);
        }

        Add(line, ref at, slopes.Select(slope => (slope, _number)), at);
        return line.ToString();
    }

    /// <summary>Adds cells, and goes on below where the next one would not fit.</summary>
    private void Add(StringBuilder line, ref int at, IEnumerable<(string Text, int Width)> cells, int indent)
    {
        foreach ((string text, int width) in cells)
        {
            if (at + width > _width && at > indent)
            {
                Break(line, ref at, indent);
            }

            line.Append(text.PadLeft(width));
            at += width;
        }
    }

    private static void Break(StringBuilder line, ref int at, int indent)
    {
        line.Append('\n').Append(' ', indent);
        at = indent;
    }

    private static int Width(string name, int count) =>
        Math.Max(name.Length, (count - 1).ToString(CultureInfo.InvariantCulture).Length);
}
