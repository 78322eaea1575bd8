using System.CommandLine;
using System.Text.Json.Nodes;
using Delight.Actors.Evaluation;
using Delight.Host.Records;
using Delight.Host.Runs;
using Delight.Learning.Determinism;
using Delight.Learning.Policies;

namespace Delight.Host.CommandLine;

/// <summary><c>evaluate RUN_DIR</c>: measures a run's final policy on held-out contexts once more.</summary>
internal static class EvaluateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new("evaluate", "Measure the final policy of a run on held-out contexts.");
        Argument<string> folder = new("RUN_DIR") { Description = "the folder of a finished run" };
        Option<bool> json = new("--json") { Description = "print one JSON object and nothing else on standard output" };
        command.Arguments.Add(folder);
        command.Options.Add(json);
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(json), context));
        return command;
    }

    private static int Run(string folder, bool printsJson, HostContext context)
    {
        RunRecord record = RunRecord.Read(folder);
        string policyFile = Path.Combine(folder, RunFolder.PolicyFile);
        if (!File.Exists(policyFile))
        {
            throw new UserErrorException(
                $"{folder} has no {RunFolder.PolicyFile}: the run did not finish. Run it again: "
                    + $"{record.Summary.Command}");
        }

        PreparedScenario prepared = PreparedScenario.Prepare(
            RecordedScenario.Load(record, context.Catalogues), context.Catalogues);
        IPolicy policy = prepared.CreatePolicy();
        float[] parameters = NumpyArchive.Read(policyFile, policy.Layout);
        using HeldOutEvaluation evaluation = new(prepared.Task, policy, prepared.Scenario.Integer("evaluation.rows"));
        RandomStream random = RandomStream.Derive(record.Summary.Seed, "evaluation");
        double error = evaluation.Error(parameters, ref random);
        if (printsJson)
        {
            RunJson.Print(
                new JsonObject
                {
                    ["scenario"] = record.Summary.Scenario, ["estimator"] = record.Summary.Estimator,
                    ["seed"] = record.Summary.Seed,
                    ["steps"] = record.Steps, ["error"] = error, ["rows"] = evaluation.Rows, ["outDir"] = folder,
                },
                context.Output);
        }
        else
        {
            string who = FormattableString.Invariant($"{record.Summary.Estimator} after {record.Steps} steps");
            context.Output.WriteLine(FormattableString.Invariant(
                $"{who}: error {error:P2} on {evaluation.Rows} held-out contexts"));
        }

        return ExitCode.Done;
    }
}
