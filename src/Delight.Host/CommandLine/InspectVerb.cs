using System.CommandLine;
using Delight.Experiments.Files;
using Delight.Experiments.Text;
using Delight.Experiments.Inspecting;
using Delight.Learning.Estimators;
using Delight.Learning.Inspection;

namespace Delight.Host.CommandLine;

/// <summary><c>inspect BATCH.json</c>: what estimators do with a batch, decision by decision.</summary>
internal static class InspectVerb
{
    private const string EstimatorDefault = "dg";

    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new(
            "inspect", "Show what estimators do with a batch, decision by decision: gates, coefficients, gradients.");
        Argument<string> file = new("BATCH.json")
        {
            Description = "a batch as in tests/Delight.Learning.Tests/Fixtures, or one that a diverged run has saved",
        };
        Option<string> estimator = new("--estimator")
        {
            Description =
                $"comma-separated, options in parentheses, or {InspectionSettings.All}; default {EstimatorDefault}",
            HelpName = $"NAME|{InspectionSettings.All}",
            DefaultValueFactory = _ => EstimatorDefault,
        };
        Option<bool> json = new("--json") { Description = "print one JSON object and nothing else on standard output" };
        command.Arguments.Add(file);
        command.Options.Add(estimator);
        command.Options.Add(json);
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(estimator), parsed.GetValue(json), context));
        return command;
    }

    private static int Run(string file, string estimators, bool printsJson, HostContext context)
    {
        InspectedBatch batch = Read(
            file, estimators, context, out IReadOnlyList<KeyValuePair<string, IEstimator>> chosen);
        List<NamedInspection> inspections = [.. chosen.Select(entry => new NamedInspection(
            entry.Key, entry.Value.NeedsAnswers, BatchInspection.Compute(batch, entry.Value)))];
        if (printsJson)
        {
            context.Output.WriteLine(InspectionJson.Of(batch, inspections).ToJsonString());
        }
        else
        {
            InspectionTable.Write(batch, inspections, context.Output, context.OutputConsole.Profile.Width);
        }

        return ExitCode.Done;
    }

    /// <summary>Reads the batch and the estimators and refuses with the problems of both.</summary>
    private static InspectedBatch Read(
        string file, string estimators, HostContext context, out IReadOnlyList<KeyValuePair<string, IEstimator>> chosen)
    {
        string path = ClonePaths.Resolve(file);
        List<string> problems = [], aboutEstimators = [];
        InspectedBatch? batch = BatchFile.Read(ReadText(path), context.Catalogues.Advantages, problems);

        // Without a batch it isn't known whether there are answers, and one problem must not make another one up.
        chosen = InspectionSettings.Resolve(
            estimators, context.Catalogues, batch is null || batch.Answers is not null, aboutEstimators);
        string[] all =
        [
            .. problems.Select(problem => $"{file}: {problem}"),
            .. aboutEstimators.Select(problem => $"--estimator: {problem}"),
        ];
        return all.Length == 0 ? batch! : throw new UserErrorException(all);
    }

    private static string ReadText(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UserErrorException($"{path} is a folder; inspect reads one batch. Give a JSON file in it.");
        }

        if (!File.Exists(path))
        {
            throw new UserErrorException($"{path} does not exist. Give the path of a batch in JSON.");
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read ({failure.Message.TrimEnd('.')}).");
        }
    }
}
