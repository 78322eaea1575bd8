using System.CommandLine;
using Delight.Actors.Coordination;
using Delight.Host.Runs;
using Delight.Host.Terminal;

namespace Delight.Host.CommandLine;

/// <summary><c>run SCENARIO</c>: one live run by the wall clock.</summary>
internal static class RunVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new(
            "run", "Run one scenario live: the same actors by the wall clock, on threads or on Akka.NET.");
        SingleRun single = new(command);
        Option<string?> runtime = new("--runtime")
        {
            Description = "threads or akka; default: akka where it is built in, else threads", HelpName = "NAME",
        };
        command.Options.Add(runtime);
        command.SetAction((parsed, cancellation) => RunAsync(
            single.Read(parsed), TrainingRuntimes.Live(parsed.GetValue(runtime), context.Clock), context,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        SingleRun.Request request, ITrainingRuntime runtime, HostContext context, CancellationToken cancellation)
    {
        context.Error.WriteLine($"runtime {runtime.Name}");
        string command = ReplayCommand.Run(request.Scenario, runtime.Name);
        SingleRun.Result result = await SingleRun.ExecuteAsync(request, runtime, command, context, cancellation);
        if (request.PrintsJson)
        {
            RunJson.Print(RunJson.Of(result.Summary, result.Folder), context.Output);
        }
        else
        {
            ResultTable.Write(context.OutputConsole, [result.Summary], result.Report);
        }

        return RunOutcome.ExitCodeOf(result.Summary, result.Folder, context);
    }
}
