using System.CommandLine;
using System.Text.Json.Nodes;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Host.Terminal;

namespace Delight.Host.CommandLine;

/// <summary><c>simulate SCENARIO</c>: one run in virtual time.</summary>
internal static class SimulateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command =
            new("simulate", "Run one scenario in virtual time: the same seed gives the same run, bit for bit.");
        SingleRun single = new(command);
        Option<bool> check = new("--check-determinism") { Description = "run twice and compare the digests" };
        command.Options.Add(check);
        command.SetAction((parsed, cancellation) =>
            RunAsync(single.Read(parsed), parsed.GetValue(check), context, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        SingleRun.Request request, bool checksDeterminism, HostContext context, CancellationToken cancellation)
    {
        if (checksDeterminism && request.Resumes is not null)
        {
            throw new UserErrorException(
                "--check-determinism and --resume are both given; two runs can be compared from their start only. "
                + "Leave out one of them.");
        }

        SingleRun.Result result = await SingleRun.ExecuteAsync(
            request, new SimulatedTrainingRuntime(), ReplayCommand.Simulate(request.Scenario), context, cancellation);
        bool? isDeterministic = checksDeterminism && result.Summary.Status == RunStatus.Finished
            ? await TrainingRun.DigestOfAsync(result.Prepared, cancellation) == result.Summary.Digest
            : null;
        Print(request, context, result, isDeterministic);
        int code = RunOutcome.ExitCodeOf(result.Summary, result.Folder, context);
        return code == ExitCode.Done && isDeterministic == false ? ExitCode.Failed : code;
    }

    private static void Print(
        SingleRun.Request request, HostContext context, SingleRun.Result result, bool? isDeterministic)
    {
        string verdict = isDeterministic switch
        {
            true => $"deterministic: two runs have the digest {result.Summary.Digest}.",
            false => $"not deterministic: a second run has another digest than {result.Summary.Digest}. This is a "
                + "defect: please report it.",
            null => $"digest {result.Summary.Digest ?? "none: the run did not finish"}",
        };
        if (request.PrintsJson)
        {
            JsonObject json = RunJson.Of(result.Summary, result.Folder);
            json["deterministic"] = isDeterministic;
            RunJson.Print(json, context.Output);
            context.Error.WriteLine(verdict);
            return;
        }

        context.Output.WriteLine(verdict);
        ResultTable.Write(context.OutputConsole, [result.Summary], result.Report);
    }
}
