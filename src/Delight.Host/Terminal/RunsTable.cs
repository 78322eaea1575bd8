using System.Globalization;
using Delight.Experiments.Records;
using Delight.Experiments.Text;
using Spectre.Console;

namespace Delight.Host.Terminal;

/// <summary>Runs as a table of the terminal.</summary>
internal static class RunsTable
{
    /// <summary>Writes a row a run, in the order given, and what they belong to.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<RunListing> runs, IReadOnlyList<RunGroup> groups)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string name in new[] { "started, UTC", "scenario", "estimator", "seed", "steps", "error", "status" })
        {
            table.AddColumn(new TableColumn(name).NoWrap());
        }

        table.AddColumn("folder");

        foreach (RunListing run in runs)
        {
            table.AddRow(new[]
            {
                run.Started.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                run.Summary?.Scenario ?? NumberText.None, run.Summary?.Estimator ?? NumberText.None,
                run.Summary?.Seed.ToString(CultureInfo.InvariantCulture) ?? NumberText.None,
                run.Steps is { } steps ? NumberText.Count(steps) : NumberText.None,
                NumberText.PercentOrNone(run.Error), run.Status, run.Folder,
            }.Select(text => new Text(text)).ToArray());
        }

        if (runs.Count > 0)
        {
            console.Write(table);
        }

        console.Profile.Out.Writer.WriteLine(NumberText.Counted(runs.Count, "run"));
        foreach (RunGroup group in groups)
        {
            console.Profile.Out.Writer.WriteLine($"{group.Verb}: {group.Folder}");
        }

        foreach (RunListing damaged in runs.Where(run => run.Problem is not null))
        {
            console.Profile.Out.Writer.WriteLine($"damaged: {damaged.Problem}");
        }

        console.Profile.Out.Writer.Flush();
    }

    /// <summary>Writes which settings differ.</summary>
    public static void Write(
        IAnsiConsole console, IReadOnlyList<(string Path, IReadOnlyList<string> Values)> differences)
    {
        foreach ((string path, IReadOnlyList<string> values) in differences)
        {
            console.Profile.Out.Writer.WriteLine($"{path}: {string.Join(", ", values)}");
        }

        console.Profile.Out.Writer.Flush();
    }
}
