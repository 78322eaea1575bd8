using System.CommandLine;
using System.Globalization;
using Delight.Actors.Cluster;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Cluster;
using Delight.Experiments.Text;
using Delight.Host.Serving;

namespace Delight.Host.CommandLine;

/// <summary><c>node</c>: works for a head in another process, until it is told to stop.</summary>
internal static class NodeVerb
{
    private const string WorkerRole = "worker";

    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new(
            "node", "Join the head of a cluster (run --listen) and run rollout workers for it, until Ctrl-C.");
        Option<string> role = new("--role")
        {
            Description = "what to run: worker", HelpName = "ROLE", DefaultValueFactory = _ => WorkerRole,
        };
        Option<string[]> seeds = new("--seed-node")
        {
            Description = "where the head listens; may be given several times: the head, or any node that is in",
            HelpName = "HOST:PORT", Required = true,
        };
        Option<string?> host = new("--host")
        {
            Description = "this machine's address as the head reaches it; default: 127.0.0.1", HelpName = "HOST",
        };
        Option<string?> publicHost = PublicHostOption();
        Option<int?> workers = new("--workers")
        {
            Description = "rollout workers to run; default: one for each core", HelpName = "N",
        };
        Option<string?> pool = new("--pool")
        {
            Description = "the scenario's pool that they belong to; default: pools are shared out by their counts",
            HelpName = "NAME",
        };
        Option<string?> hocon = HoconOption();
        Option<string?> secret = SecretOption();
        Option<string?> health = HealthOption();
        foreach (Option option in (Option[])[
            role, seeds, host, publicHost, workers, pool, hocon, secret, health])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) => RunAsync(
            new Request(
                parsed.GetValue(role)!, parsed.GetRequiredValue(seeds), parsed.GetValue(host), parsed.GetValue(workers),
                parsed.GetValue(hocon), parsed.GetValue(secret))
            {
                PublicHost = parsed.GetValue(publicHost), Pool = parsed.GetValue(pool),
                Health = ClusterArguments.Health(parsed.GetValue(health)),
            },
            context, cancellation));
        return command;
    }

    /// <summary><c>--hocon</c>.</summary>
    public static Option<string?> HoconOption() => new("--hocon")
    {
        Description = "a configuration file of Akka.NET, for example hocon/node.conf", HelpName = "FILE",
    };

    /// <summary><c>--public-host</c>.</summary>
    public static Option<string?> PublicHostOption() => new("--public-host")
    {
        Description = "the address or name by which others reach this machine, where it is not the one to listen at: "
            + "in a container, behind a firewall, or with 0.0.0.0",
        HelpName = "HOST",
    };

    /// <summary><c>--secret-file</c>.</summary>
    public static Option<string?> SecretOption() => new("--secret-file")
    {
        Description = $"holds the secret that head and nodes share; default: {ClusterSecret.Variable}",
        HelpName = "FILE",
    };

    /// <summary><c>--health</c>.</summary>
    public static Option<string?> HealthOption() => new("--health")
    {
        Description = "serve /health/live and /health/ready here", HelpName = "HOST:PORT",
    };

    private static async Task<int> RunAsync(
        Request request, HostContext context, CancellationToken cancellation)
    {
        string hocon = ClusterArguments.Configuration(request.Hocon);
        ClusterFrictions frictions = new();
        NodeOptions node = Read(request, frictions, context);
        context.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{node.Workers} workers for the head at {string.Join(" or ", node.Seeds)}"));
        try
        {
            NodeLives lives = new(node, hocon, frictions);
            await using IAsyncDisposable services = await ProcessServices.StartAsync(
                new ServingOptions("delight-node") { Health = request.Health, Status = () => lives.Status });
            await lives.RunAsync(new EventPrinter(context.Error, context.Clock).Happened, cancellation);
            return ExitCode.Done;
        }
        catch (NodeRefusedException refused)
        {
            throw new UserErrorException(refused.Message);
        }
    }

    private static NodeOptions Read(Request request, ClusterFrictions frictions, HostContext context)
    {
        if (request.Role != WorkerRole)
        {
            throw new UserErrorException(
                $"--role {request.Role}: a node is a {WorkerRole}; no other role joins a head.");
        }

        int workers = request.Workers ?? Environment.ProcessorCount;
        if (workers < 1)
        {
            throw new UserErrorException($"--workers {workers}: a node runs at least 1 worker.");
        }

        return new NodeOptions
        {
            Seeds = [.. request.Seeds.Select(seed => ClusterArguments.Endpoint("--seed-node", seed))],
            Host = ClusterArguments.Host("--host", request.Host) is { } host
                ? ClusterArguments.Bound("--host", host) : null,
            PublicHost = ClusterArguments.Host("--public-host", request.PublicHost),
            Workers = workers, Pool = request.Pool,
            Time = context.Clock, Secret = ClusterArguments.Secret(request.SecretFile),
            Prepare = scenario => HeadScenario.Prepare(scenario, context.Catalogues, frictions),
        };
    }

    private sealed record Request(
        string Role, string[] Seeds, string? Host, int? Workers, string? Hocon, string? SecretFile)
    {
        /// <summary>Null where it is the host.</summary>
        public string? PublicHost { get; init; }

        /// <summary>Null for any.</summary>
        public string? Pool { get; init; }

        /// <summary>Null for nowhere.</summary>
        public Endpoint? Health { get; init; }
    }

    /// <summary>A node has no record: what happens to it goes to the terminal.</summary>
    private sealed class EventPrinter(TextWriter output, TimeProvider clock)
    {
        private readonly EventLines _lines = new(clock);

        public void Happened(RunEvent happened)
        {
            lock (output)
            {
                if (_lines.Of(happened) is { } line)
                {
                    output.WriteLine(line);
                }
            }
        }
    }
}
