using System.CommandLine;
using Delight.Actors.Cluster;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Cluster;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
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
        Option<string?> publicHost = NodeVerb.PublicHostOption();
        Option<string?> hocon = NodeVerb.HoconOption();
        Option<string?> secret = NodeVerb.SecretOption();
        Option<string?> health = NodeVerb.HealthOption();
        foreach (Option option in (Option[])[runtime, listen, publicHost, hocon, secret, health])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            SingleRun.Request asked = single.Read(parsed);
            SingleRun.Request request = parsed.GetValue(listen) is null ? asked : asked with
            {
                Scenario = OverARealNetwork(asked.Scenario, context), Cluster = new ClusterBoard(context.Clock),
            };
            HeadOptions? head = parsed.GetValue(listen) is { } endpoint
                ? Head(request, endpoint, parsed.GetValue(publicHost), parsed.GetValue(secret), context)
                : null;
            string configuration = ClusterArguments.Configuration(parsed.GetValue(hocon));
            head?.RequireStart(configuration);
            Endpoint? checks = ClusterArguments.Health(parsed.GetValue(health));
            RequireHead(checks is not null, head);
            TrainingRuntimes.RequireLive(parsed.GetValue(runtime));
            ITrainingRuntime chosen = head is null ? new LiveTraining(configuration)
                : new ClusterHeadRuntime(head, configuration);
            if (head is not null)
            {
                context.Error.WriteLine($"head at {head.Known}. {NodeCommand(head, parsed.GetValue(hocon))}");
            }

            string command = ReplayCommand.Run(
                asked.Scenario, chosen.Name, (listen.Name, parsed.GetValue(listen)),
                (publicHost.Name, parsed.GetValue(publicHost)), (hocon.Name, parsed.GetValue(hocon)),
                (secret.Name, parsed.GetValue(secret)), (health.Name, parsed.GetValue(health)));
            ServingOptions serving = new(head is null ? "delight-run" : "delight-head")
            {
                Health = checks, Status = () => (chosen as ClusterHeadRuntime)?.Status,
            };
            return RunAsync(request, chosen, (command, serving), context, cancellation);
        });
        return command;
    }

    private static ScenarioArguments OverARealNetwork(ScenarioArguments scenario, HostContext context)
    {
        EffectiveScenario asked = scenario.Load(context.Catalogues);
        return scenario with { Options = [.. scenario.Options, .. HeadScenario.OverARealNetwork(asked, "--listen")] };
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
        SingleRun.Request request, string endpoint, string? publicHost, string? secretFile, HostContext context)
    {
        Endpoint listen = ClusterArguments.Endpoint("--listen", endpoint);
        return new HeadOptions
        {
            Listen = listen with { Host = ClusterArguments.Bound("--listen", listen.Host) },
            PublicHost = ClusterArguments.Host("--public-host", publicHost),
            Secret = ClusterArguments.Secret(secretFile),
            Scenario = request.Scenario.Load(context.Catalogues).ToJson(),
        };
    }

    /// <summary>What one types on each machine that is to work for this head.</summary>
    private static string NodeCommand(HeadOptions head, string? hocon)
    {
        string host = head.Known.IsLoopback ? string.Empty : " --host ADDRESS-OF-THAT-MACHINE";
        string file = hocon is null ? string.Empty : $" --hocon {ReplayCommand.Quoted(hocon)}";
        return "On each machine that is to work for it, with the same secret: "
            + $"DELIGHT_SECRET=... ./delight node --seed-node {head.Known}{host}{file}";
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
