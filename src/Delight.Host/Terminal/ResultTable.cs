using System.Globalization;
using Delight.Experiments.Records;
using Delight.Experiments.Text;
using Spectre.Console;

namespace Delight.Host.Terminal;

/// <summary>The numbers of a comparison, or of one run, printed at its end.</summary>
public static class ResultTable
{
    /// <summary>Writes a row an estimator, the least error first, then where the report is.</summary>
    /// <remarks>Updates and wall time are means over the seeds of an estimator.</remarks>
    /// <param name="console">Standard output.</param>
    /// <param name="runs">Runs of any number of estimators.</param>
    /// <param name="reportPath">Path of the report, on a line of its own that is never broken; null: there is
    /// none.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<RunSummary> runs, string? reportPath)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("estimator").NoWrap());
        foreach (string name in new[] { "error", "n", "staleness", "updates", "wall time" })
        {
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        }

        IReadOnlyList<EstimatorSummary> summaries = EstimatorSummary.Group(runs);
        foreach (EstimatorSummary summary in summaries.OrderBy(summary => summary.ErrorMean ?? double.MaxValue))
        {
            table.AddRow(
                new Text(summary.Estimator, new Style(decoration: Decoration.Bold)),
                new Text(summary.ErrorMean is { } mean
                    ? NumberText.PercentWithError(mean, summary.ErrorStandardError)
                    : NumberText.None),
                new Text(summary.N.ToString(CultureInfo.InvariantCulture) + summary.LeftOut),
                new Text(NumberText.Mean(summary.Staleness.Mean)),
                new Text(NumberText.Count((long)summary.Runs.Average(run => run.Steps))),
                new Text(NumberText.Duration(summary.WallTimeMean)));
        }

        console.Write(table);
        if (reportPath is not null)
        {
            console.Profile.Out.Writer.WriteLine($"Report: {reportPath}");
        }

        console.Profile.Out.Writer.Flush();
    }
}
