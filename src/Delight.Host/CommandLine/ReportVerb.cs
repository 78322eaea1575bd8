using System.CommandLine;
using Delight.Experiments.Records;
using Delight.Reports.Runs;

namespace Delight.Host.CommandLine;

/// <summary><c>report RUN_DIR</c>: writes the report of a run or a comparison again, from its record.</summary>
internal static class ReportVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new("report", "Write report.html again from the record of a run or of a comparison.");
        Argument<string> folder = new("RUN_DIR") { Description = "the folder of a run or of a comparison" };
        command.Arguments.Add(folder);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            IReadOnlyList<RunRecord> runs = RunRecord.ReadAll(path);
            string report = Path.Combine(path, RunFolder.ReportFile);
            ReportWriter.Write(report, runs, runs.Count == 1 ? runs[0].Summary.Command : $"./delight report {path}");
            context.Output.WriteLine(report);
            return ExitCode.Done;
        });
        return command;
    }
}
