using System.CommandLine;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Theory;
using Delight.Host.Terminal;
using Delight.Learning.Theory;
using Delight.Reports.Theory;

namespace Delight.Host.CommandLine;

/// <summary><c>theory</c>: the tabular analysis as numbers, verdicts and figures.</summary>
internal static class TheoryVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        TheoryOptions standard = new();
        Command command = new(
            "theory", "Check the tabular claims about pg, dg and sign-blind gates, and show where dg loses.");
        Option<string?> actions =
            new("--actions") { Description = $"arms of the bandit; default {standard.Actions}", HelpName = "K" };
        Option<string?> contamination = new("--contamination")
        {
            Description = FormattableString.Invariant(
                $"share of samples drawn uniformly; default {standard.Contamination}"),
            HelpName = "SHARE",
        };
        Option<string?> baseline = new("--baseline")
        {
            Description =
                $"{string.Join(", ", TheoryNames.Baselines.Keys)}; default {TheoryNames.Of(standard.Baseline)}",
            HelpName = "NAME",
        };
        Option<string?> seed =
            new("--seed") { Description = $"root seed of sampled batches; default {standard.Seed}", HelpName = "S" };
        Option<string?> folder = SharedOptions.Out("a new or empty folder for report.html");
        Option<bool> json = SharedOptions.Json();
        command.Add(actions, contamination, baseline, seed, folder, json);
        command.SetAction(parsed =>
        {
            TheoryOptions options = new TheoryArguments(
                parsed.GetValue(actions), parsed.GetValue(contamination), parsed.GetValue(baseline),
                parsed.GetValue(seed)).Read();
            return Run(options, parsed.GetValue(folder), parsed.GetValue(json), context);
        });
        return command;
    }

    private static int Run(TheoryOptions options, string? given, bool printsJson, HostContext context)
    {
        string folder = RunFolder.Create(given, "theory", "tabular", context.Clock);
        TheoryResult result = TheoryResult.Compute(options, context.Catalogues.Estimators);
        string report = Path.Combine(folder, RunFolder.ReportFile);
        TheoryReport.Write(report, result, TheoryArguments.CommandOf(options));
        if (printsJson)
        {
            RunJson.Print(TheoryJson.Of(result, report), context.Output);
        }
        else
        {
            TheoryTable.Write(result, context.OutputConsole);
            context.Output.WriteLine($"Report: {report}");
        }

        return ExitCode.Done;
    }
}
