using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Actors.Evaluation;
using Delight.Actors.Running;
using Delight.Determinism;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Policies;

namespace Delight.Host.CommandLine;

/// <summary><c>evaluate RUN_DIR|SCENARIO</c>: measures a policy on held-out contexts: a run's final one, or any
/// <c>policy.npz</c>.</summary>
internal static class EvaluateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new("evaluate", "Measure a policy on held-out contexts: a run's final one, or any archive.");
        Argument<string> subject = new("RUN_DIR|SCENARIO")
        {
            Description = "the folder of a finished run, or a scenario whose policy an archive holds",
        };
        Option<string?> policy = new("--policy")
        {
            Description = "a policy.npz; default: the run's own, or the scenario's policy.initial", HelpName = "FILE",
        };
        Option<string[]> sets = new("--set")
        {
            Description = "overrides one setting, for example --set policy.engine=torch; may be repeated",
            HelpName = "path=value", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
        };
        Option<string?> logits = new("--logits")
        {
            Description = "write inputs, answers and logits of the first 100 held-out contexts as a NumPy archive",
            HelpName = "FILE",
        };
        Option<bool> json = new("--json") { Description = "print one JSON object and nothing else on standard output" };
        command.Arguments.Add(subject);
        foreach (Option option in (Option[])[policy, sets, logits, json])
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => Run(
            EvaluatedPolicy.Load(
                parsed.GetRequiredValue(subject), parsed.GetValue(policy), parsed.GetValue(sets) ?? [],
                context.Catalogues),
            parsed.GetValue(logits), parsed.GetValue(json), context));
        return command;
    }

    private static int Run(EvaluatedPolicy evaluated, string? logits, bool printsJson, HostContext context)
    {
        EffectiveScenario scenario = evaluated.Prepared.Scenario;
        ulong seed = (ulong)scenario.Settings.Seed;
        IPolicy policy = evaluated.Prepared.CreatePolicy();
        using HeldOutEvaluation evaluation = new(
            evaluated.Prepared.Task, policy, scenario.Settings.Evaluation.Rows);
        EvaluationFigures figures = evaluation.Measure(evaluated.Parameters.Span, RunStreams.Of(seed));
        if (logits is not null)
        {
            WriteLogits(logits, evaluated, policy, RandomStream.Derive(seed, "evaluation"));
        }

        RunRecord? record = evaluated.Record;
        if (printsJson)
        {
            RunJson.Print(
                new JsonObject
                {
                    ["scenario"] = scenario.Name, ["estimator"] = record?.Summary.Estimator, ["seed"] = seed,
                    ["steps"] = record?.Steps, ["error"] = figures.Error, ["tokenError"] = figures.TokenError,
                    ["rewardMean"] = figures.RewardMean, ["rows"] = evaluation.Rows,
                    ["policy"] = evaluated.File, ["engine"] = scenario.Value("policy.engine").Text,
                    ["outDir"] = record?.Folder,
                },
                context.Output);
        }
        else
        {
            string who = record is null
                ? evaluated.File
                : FormattableString.Invariant($"{record.Summary.Estimator} after {record.Steps} steps");
            context.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{who}: error {figures.Error:P2}, token error {figures.TokenError:P2}, reward "
                + $"{figures.RewardMean:0.####} on {evaluation.Rows} held-out contexts"));
        }

        return ExitCode.Done;
    }

    private static void WriteLogits(string path, EvaluatedPolicy evaluated, IPolicy policy, RandomStream random)
    {
        try
        {
            HeldOutLogits.Write(path, evaluated.Prepared.Task, policy, evaluated.Parameters.Span, random);
        }
        catch (UnwritableFileException failure)
        {
            throw new UserErrorException($"--logits: {failure.Message}");
        }
    }
}
