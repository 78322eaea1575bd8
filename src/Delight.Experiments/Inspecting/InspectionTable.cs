using System.Globalization;
using System.Text;
using Delight.Learning.Inspection;

namespace Delight.Experiments.Inspecting;

/// <summary>The readable form of an inspection: a summary line an estimator, then a row a decision.</summary>
/// <remarks>Plain aligned text, since thousands of rows are searched and piped. No line is wider than the terminal:
/// what does not fit goes on below, and nothing is left out.</remarks>
public static class InspectionTable
{
    private const int NumberWidth = 9;

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
        output.WriteLine(Wrapped(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Count(batch.Rows, "row")} x {Count(batch.Decisions, "decision")} x " +
                $"{Count(batch.Actions, "action")}, " +
                $"{Count(batch.Count, "decision")} {(batch.Count == 1 ? "counts" : "count")}" +
                $"{(masked > 0 ? $", {masked} masked" : string.Empty)}; " +
                $"{Count(batch.GroupCount, "group")}, baseline {batch.BaselineText}"),
            width));
        InspectionColumns columns = new(batch, Quantities, NumberWidth, width);
        foreach (NamedInspection inspection in inspections)
        {
            output.WriteLine();
            output.WriteLine(Wrapped(Summary(inspection), width));
            WriteRows(batch, inspection, output, columns);
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

    private static void WriteRows(
        InspectedBatch batch, NamedInspection inspection, TextWriter output, InspectionColumns columns)
    {
        output.WriteLine(columns.Line(["row", "t", "a"], Quantities, ["dLogits"]));
        foreach (InspectedDecision decision in inspection.Result.Decisions)
        {
            output.WriteLine(columns.Line(
                [Text(decision.Row), Text(decision.Decision), Text(decision.Action)],
                [
                    Text(decision.Surprisal), Text(decision.Advantage), Text(decision.Delight), Text(decision.Gate),
                    Text(decision.Ratio), Text(decision.Coefficient),
                ],
                [.. Slopes(batch, inspection.Result, decision).Select(slope => Short(slope))]));
        }
    }

    private static IEnumerable<float> Slopes(
        InspectedBatch batch, BatchInspection result, InspectedDecision decision) =>
        Enumerable.Range(((decision.Row * batch.Decisions) + decision.Decision) * batch.Actions, batch.Actions)
            .Select(index => result.DLogits[index]);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? value) => value is { } number ? Short(number) : "-";

    /// <summary>A sentence on as many lines as it takes, broken at its spaces.</summary>
    private static string Wrapped(string text, int width)
    {
        StringBuilder lines = new();
        int at = 0;
        foreach (string word in text.Split(' '))
        {
            if (at > 0 && at + 1 + word.Length > width)
            {
                lines.Append("\n  ");
                at = 2;
            }
            else if (at > 0)
            {
                lines.Append(' ');
                at++;
            }

            lines.Append(word);
            at += word.Length;
        }

        return lines.ToString();
    }
}
