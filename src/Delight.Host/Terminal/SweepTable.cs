using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;
using Spectre.Console;

namespace Delight.Host.Terminal;

/// <summary>The cells of a sweep as a table of the terminal.</summary>
internal static class SweepTable
{
    /// <summary>Writes a row a cell, in the order of the values, and where the page is.</summary>
    public static void Write(IAnsiConsole console, SweepResults sweep, string page)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string name in sweep.Axes.Select(axis => axis.Path).Append("estimator"))
        {
            table.AddColumn(new TableColumn(new Text(name)));
        }

        foreach (string name in new[] { sweep.Metric.Name, "n", "" })
        {
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        }

        foreach (SweepCell cell in sweep.Cells)
        {
            bool isBest = ReferenceEquals(cell, sweep.Best);
            Style style = new(decoration: isBest ? Decoration.Bold : Decoration.None);
            string failed = cell.FailedCount > 0 ? NumberText.Text($" ({cell.FailedCount} failed)") : string.Empty;
            table.AddRow([
                .. cell.Values.Append(cell.Estimator).Select(value => new Text(value, style)),
                new Text(sweep.TextOf(cell.Sample), style),
                new Text(NumberText.Text($"{cell.Sample.N} of {sweep.Seeds}{failed}")),
                new Text(isBest ? "best" : cell.IsTied ? "tied" : string.Empty, style),
            ]);
        }

        console.Write(table);
        console.Profile.Out.Writer.WriteLine($"Page: {page}");
        console.Profile.Out.Writer.Flush();
    }
}
