using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;

namespace Delight.Host.CommandLine;

/// <summary>What a run's status means for the process.</summary>
internal static class RunOutcome
{
    /// <summary>The exit code of one run; says on standard error why it did not finish, and how it goes on.</summary>
    public static int ExitCodeOf(RunSummary run, string folder, HostContext context)
    {
        switch (run.Status)
        {
            case RunStatus.Finished:
                return ExitCode.Done;
            case RunStatus.Interrupted:
                context.Error.WriteLine(
                    $"delight: {run.Estimator} seed {run.Seed} was interrupted after {run.Steps} of "
                        + $"{run.StepsPlanned} steps; its record is readable. {HowToGoOn(run, folder)}");
                return ExitCode.Interrupted;
            default:
                string remedy = run.IsUnwritable && ResumedRun.IsPossible(run, folder)
                    ? $" {HowToGoOn(run, folder)}" : string.Empty;
                context.Error.WriteLine($"delight: {run.Estimator} seed {run.Seed} failed: {run.Failure}{remedy}");
                return ExitCode.Failed;
        }
    }

    /// <summary>The exit code of several runs; says what failed, and how the whole goes on.</summary>
    public static int ExitCodeOf(
        IReadOnlyList<(RunSummary Run, string Folder)> results, int planned, string resume, HostContext context)
    {
        int finished = results.Count(result => result.Run.Status == RunStatus.Finished);
        int[] codes = [.. results.Where(result => result.Run.Status != RunStatus.Interrupted)
            .Select(result => ExitCodeOf(result.Run, result.Folder, context))];
        if (codes.Length == planned)
        {
            return codes.Max();
        }

        context.Error.WriteLine(
            $"delight: interrupted; {finished} of {planned} runs are finished and kept. Go on with: {resume}");
        return ExitCode.Interrupted;
    }

    private static string HowToGoOn(RunSummary run, string folder) => ResumedRun.IsPossible(run, folder)
        ? $"Go on with: {run.Command} --resume {ReplayCommand.Quoted(folder)}"
        : "It had no checkpoint yet to go on from.";
}
