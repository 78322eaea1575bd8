using Delight.Actors.Testing.Exploration;
using Delight.Experiments.Exploration;
using Delight.Experiments.Text;
using Spectre.Console;

namespace Delight.Host.Terminal;

/// <summary>What happened in the runs of an exploration, as a table of the terminal.</summary>
internal static class ExplorationTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(ExplorationReport report, IAnsiConsole console)
    {
        ExploredTotals totals = report.Totals();
        Table table = new() { Border = TableBorder.Simple, ShowHeaders = false };
        table.AddColumn(new TableColumn("what").NoWrap());
        table.AddColumn("how much");
        foreach ((string what, string howMuch) in (IEnumerable<(string, string)>)[
            ("seeds", NumberText.Count(totals.Runs)),
            ("updates", NumberText.Count(totals.Updates)),
            ("events", NumberText.Count(totals.Events)),
            ("crashes", Listed(totals.Crashes)),
            ("other faults", Listed(totals.Faults)),
            ("restarts", NumberText.Count(totals.Restarts)),
            ("recoveries", NumberText.Count(totals.Recoveries)),
            ("messages dropped", Listed(totals.MessagesDropped)),
            ("messages duplicated", NumberText.Count(totals.MessagesDuplicated)),
            ("rows dropped", Listed(totals.RowsDropped)),
            ("virtual time", NumberText.Duration(totals.VirtualTime)),
            ("wall time", NumberText.Duration(report.WallTime))])
        {
            table.AddRow(new Text(what), new Text(howMuch));
        }

        console.Write(table);
    }

    private static string Listed(IReadOnlyDictionary<string, long> counts) => counts.Count == 0
        ? "none"
        : string.Join(", ", counts.Select(entry => $"{entry.Key} {NumberText.Count(entry.Value)}"));
}
