using System.CommandLine;
using Delight.Actors.Cluster;
using Delight.Actors.Testing.Training;
using Delight.Host.Runs;
using Delight.Host.Serving;
using Delight.Host.Terminal;

namespace Delight.Host.CommandLine;

/// <summary><c>run SCENARIO</c>: one live run by the wall clock.</summary>
internal static class RunVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new(
            "run", "Run one scenario live: the same actors by the wall clock, on Akka.NET.");
        SingleRun single = new(command);
        Option<string?> runtime = new("--runtime")
        {
            Description = "akka, which is also the default", HelpName = "NAME",
        };
        Option<string?> listen = new("--listen")
        {
            Description = "akka: be the head of a cluster; the workers come with the nodes that join here",
            HelpName = "HOST:PORT",
        };
        Option<string?> hocon = NodeVerb.HoconOption();
        Option<string?> secret = NodeVerb.SecretOption();
        Option<string?> health = NodeVerb.HealthOption();
        foreach (Option option in (Option[])[runtime, listen, hocon, secret, health])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            SingleRun.Request request = single.Read(parsed);
            HeadOptions? head = parsed.GetValue(listen) is { } endpoint
                ? Head(request, endpoint, parsed.GetValue(secret), context)
                : null;
            (string Host, int Port)? checks = ClusterArguments.Health(parsed.GetValue(health));
            RequireHead(checks is not null, head);
            ITrainingRuntime chosen = TrainingRuntimes.Live(
                parsed.GetValue(runtime), parsed.GetValue(hocon), head);
            if (head is not null)
            {
                context.Error.WriteLine(
                    $"head at {parsed.GetValue(listen)}: ./delight node --role worker --seed-node "
                    + parsed.GetValue(listen));
            }

            string command = ReplayCommand.Run(
                request.Scenario, chosen.Name, (listen.Name, parsed.GetValue(listen)),
                (hocon.Name, parsed.GetValue(hocon)), (secret.Name, parsed.GetValue(secret)),
                (health.Name, parsed.GetValue(health)));
            ServingOptions serving = new(head is null ? "delight-run" : "delight-head")
            {
                Health = checks, Status = () => (chosen as ClusterHeadRuntime)?.Status,
            };
            return RunAsync(request, chosen, (command, serving), context, cancellation);
        });
        return command;
    }

    private static void RequireHead(bool servesHealth, HeadOptions? head)
    {
        if (servesHealth && head is null)
        {
            throw new UserErrorException(
                "--health: a run in one process has no health to serve; a head of a cluster has. Add --listen, or "
                + "leave out --health.");
        }
    }

    private static HeadOptions Head(
        SingleRun.Request request, string endpoint, string? secretFile, HostContext context)
    {
        (string host, int port) = ClusterArguments.Endpoint("--listen", endpoint);
        return new HeadOptions
        {
            Host = host, Port = port, Secret = ClusterArguments.Secret(secretFile),
            Scenario = request.Scenario.Load(context.Catalogues).ToJson(),
        };
    }

    private static async Task<int> RunAsync(
        SingleRun.Request request, ITrainingRuntime runtime, (string Command, ServingOptions Serving) process,
        HostContext context, CancellationToken cancellation)
    {
        context.Error.WriteLine($"runtime {runtime.Name}");
        await using IAsyncDisposable services = await ProcessServices.StartAsync(process.Serving);
        SingleRun.Result result =
            await SingleRun.ExecuteAsync(request, runtime, process.Command, context, cancellation);
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
