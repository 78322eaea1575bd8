using System.Globalization;
using System.Text;
using Delight.Learning.Inspection;

namespace Delight.Experiments.Inspecting;

/// <summary>The readable form of an inspection: a summary line an estimator, then a row a decision.</summary>
/// <remarks>Plain aligned text, since thousands of rows are searched and piped. Where the gradient by the logits is
/// wider than the terminal it goes on below, under its own column; nothing is left out.</remarks>
public static class InspectionTable
{
    private const int NumberWidth = 9;
    private const int RoomMin = 4 * NumberWidth;

    private static readonly string[] Quantities = ["surprisal", "advantage", "delight", "gate", "ratio", "coeff"];

    /// <summary>Writes all of it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="inspections">In the order in which they are shown.</param>
    /// <param name="output">Gets lines without colours.</param>
    /// <param name="width">Columns of the terminal.</param>
    public static void Write(
        InspectedBatch batch, IReadOnlyList<NamedInspection> inspections, TextWriter output, int width)
    {
        int masked = batch.Mask.Length - batch.Count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{batch.Rows} rows x {batch.Decisions} decisions x {batch.Actions} actions, " +
            $"{batch.Count} decisions count{(masked > 0 ? $", {masked} masked" : string.Empty)}; " +
            $"{batch.GroupCount} groups, baseline {batch.BaselineText}"));
        foreach (NamedInspection inspection in inspections)
        {
            output.WriteLine();
            output.WriteLine(Summary(inspection));
            WriteRows(batch, inspection, output, width);
        }
    }

    /// <summary>A number in at most eight characters and three digits: <c>0.0123</c>, <c>-1.2e-10</c>.</summary>
    internal static string Short(double value)
    {
        if (value == 0)
        {
            return "0"; // also for a negative zero
        }

        double size = Math.Abs(value);
        string text = size is >= 0.001 and < 99999.5
            ? value.ToString(size >= 999.5 ? "F0" : "G3", CultureInfo.InvariantCulture)
            : value.ToString("0.##e0", CultureInfo.InvariantCulture);
        return text.Length < NumberWidth ? text : value.ToString("0.#e0", CultureInfo.InvariantCulture);
    }

    private static string Summary(NamedInspection inspection)
    {
        BatchInspection result = inspection.Result;
        int zero = result.Decisions.Count(decision => decision.Coefficient == 0);
        double norm = Math.Sqrt(result.DLogits.Sum(slope => (double)slope * slope));
        List<string> parts =
        [
            $"objective {Short(result.Objective)}",
            $"length of dLogits {Short(norm)}",
            Count(result.Decisions.Count, "decision"),
            $"{zero} with coefficient 0",
        ];
        if (inspection.IsOracle)
        {
            parts.Add("actions are the right answers");
        }

        if (result.UninformativeRows > 0)
        {
            parts.Add($"{Count(result.UninformativeRows, "row")} in groups that teach nothing");
        }

        if (result.ClampedRatios > 0)
        {
            parts.Add($"{Count(result.ClampedRatios, "ratio")} clamped");
        }

        return $"{inspection.Name}: {string.Join(", ", parts)}";
    }

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? string.Empty : "s")}");

    private static void WriteRows(InspectedBatch batch, NamedInspection inspection, TextWriter output, int width)
    {
        int[] indexWidths = [Width("row", batch.Rows), Width("t", batch.Decisions), Width("a", batch.Actions)];
        int before = indexWidths.Sum() + 2 + (Quantities.Length * NumberWidth);
        int perLine = Math.Max(RoomMin, width - 1 - before) / NumberWidth;
        StringBuilder line = new();
        line.Append("row".PadLeft(indexWidths[0]))
            .Append("t".PadLeft(indexWidths[1] + 1))
            .Append("a".PadLeft(indexWidths[2] + 1));
        foreach (string quantity in Quantities)
        {
            line.Append(quantity.PadLeft(NumberWidth + (quantity.Length >= NumberWidth ? 1 : 0)));
        }

        output.WriteLine(line.Append("  dLogits").ToString());
        foreach (InspectedDecision decision in inspection.Result.Decisions)
        {
            line.Clear();
            line.Append(Text(decision.Row, indexWidths[0])).Append(Text(decision.Decision, indexWidths[1] + 1));
            line.Append(Text(decision.Action, indexWidths[2] + 1));
            foreach (double? value in (double?[])[
                decision.Surprisal, decision.Advantage, decision.Delight, decision.Gate, decision.Ratio,
                decision.Coefficient])
            {
                line.Append((value is { } number ? Short(number) : "-").PadLeft(NumberWidth));
            }

            AppendSlopes(line, Slopes(batch, inspection.Result, decision), perLine, before);
            output.WriteLine(line.ToString());
        }
    }

    private static IEnumerable<float> Slopes(
        InspectedBatch batch, BatchInspection result, InspectedDecision decision) =>
        Enumerable.Range(((decision.Row * batch.Decisions) + decision.Decision) * batch.Actions, batch.Actions)
            .Select(index => result.DLogits[index]);

    private static void AppendSlopes(StringBuilder line, IEnumerable<float> slopes, int perLine, int before)
    {
        int count = 0;
        foreach (float slope in slopes)
        {
            if (count > 0 && count % perLine == 0)
            {
                line.Append('\n').Append(' ', before);
            }

            line.Append(Short(slope).PadLeft(NumberWidth));
            count++;
        }
    }

    private static int Width(string name, int count) =>
        Math.Max(name.Length, (count - 1).ToString(CultureInfo.InvariantCulture).Length);

    private static string Text(int value, int width) => value.ToString(CultureInfo.InvariantCulture).PadLeft(width);
}
