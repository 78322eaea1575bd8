using System.CommandLine;
using System.Globalization;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Text;
using Delight.Experiments.Theory;
using Delight.Host.Terminal;
using Delight.Learning.Catalogue;
using Delight.Learning.Theory;
using Delight.Reports.Theory;

namespace Delight.Host.CommandLine;

/// <summary><c>theory</c>: the tabular analysis as numbers, verdicts and figures.</summary>
internal static class TheoryVerb
{
    private const int ActionsMin = 3;
    private const int ActionsMax = 1000;

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
        Option<string?> folder =
            new("--out") { Description = "a new or empty folder for report.html", HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "print one JSON object and nothing else on standard output" };
        foreach (Option option in (Option[])[actions, contamination, baseline, seed, folder, json])
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            TheoryOptions options = Read(
                parsed.GetValue(actions),
                parsed.GetValue(contamination),
                parsed.GetValue(baseline),
                parsed.GetValue(seed));
            return Run(options, parsed.GetValue(folder), parsed.GetValue(json), context);
        });
        return command;
    }

    private static int Run(TheoryOptions options, string? given, bool printsJson, HostContext context)
    {
        string folder = RunFolder.Create(given, "theory", "tabular", context.Clock);
        TheoryResult result = TheoryResult.Compute(options, context.Catalogues.Estimators);
        string report = Path.Combine(folder, RunFolder.ReportFile);
        TheoryReport.Write(report, result, string.Create(
            CultureInfo.InvariantCulture,
            $"./delight theory --actions {options.Actions} --contamination {options.Contamination} " +
            $"--baseline {TheoryNames.Of(options.Baseline)} --seed {options.Seed}"));
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

    private static TheoryOptions Read(string? actions, string? contamination, string? baseline, string? seed)
    {
        TheoryOptions options = new();
        List<string> problems = [];
        if (actions is not null)
        {
            bool isRight = int.TryParse(actions, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                && count is >= ActionsMin and <= ActionsMax;
            options = options with { Actions = count };
            Require(
                isRight,
                $"--actions is '{actions}'; it must be a whole number from {ActionsMin} to {ActionsMax}: with two "
                    + "arms every update lies along the gradient.");
        }

        if (contamination is not null)
        {
            bool isRight = OptionText.TryNumber(contamination, out double share) && share is >= 0 and <= 1;
            options = options with { Contamination = share };
            Require(isRight, $"--contamination is '{contamination}'; it must be a share from 0 to 1.");
        }

        if (baseline is not null)
        {
            bool isRight = TheoryNames.Baselines.TryGetValue(baseline, out TheoryBaseline chosen);
            options = options with { Baseline = chosen };
            Require(
                isRight,
                $"--baseline is '{baseline}'; it must be one of {string.Join(", ", TheoryNames.Baselines.Keys)}."
                    + NearestName.Hint(baseline, TheoryNames.Baselines.Keys));
        }

        if (seed is not null)
        {
            bool isRight = ulong.TryParse(
                seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong root) && root <= long.MaxValue;
            options = options with { Seed = root };
            Require(isRight, $"--seed is '{seed}'; it must be a whole number from 0 to {long.MaxValue}.");
        }

        return problems.Count == 0 ? options : throw new UserErrorException(problems);

        void Require(bool isRight, string problem)
        {
            if (!isRight)
            {
                problems.Add(problem);
            }
        }
    }
}
