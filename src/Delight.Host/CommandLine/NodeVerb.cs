using System.CommandLine;
using System.Globalization;
using Delight.Actors.Cluster;
using Delight.Actors.Recording;
using Delight.Host.Runs;
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
        Option<string> seed = new("--seed-node")
        {
            Description = "where the head listens", HelpName = "HOST:PORT", Required = true,
        };
        Option<string?> host = new("--host")
        {
            Description = "this machine's address as the head reaches it; default: 127.0.0.1", HelpName = "HOST",
        };
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
        foreach (Option option in (Option[])[role, seed, host, workers, pool, hocon, secret, health])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) => RunAsync(
            new Request(
                parsed.GetValue(role)!, parsed.GetRequiredValue(seed), parsed.GetValue(host), parsed.GetValue(workers),
                parsed.GetValue(hocon), parsed.GetValue(secret))
            {
                Pool = parsed.GetValue(pool), Health = ClusterArguments.Health(parsed.GetValue(health)),
            },
            context, cancellation));
        return command;
    }

    /// <summary><c>--hocon</c>.</summary>
    public static Option<string?> HoconOption() => new("--hocon")
    {
        Description = "a configuration file of Akka.NET, for example hocon/node.conf", HelpName = "FILE",
    };

    /// <summary><c>--secret-file</c>.</summary>
    public static Option<string?> SecretOption() => new("--secret-file")
    {
        Description = $"holds the secret that head and nodes share; default: {ClusterArguments.SecretVariable}",
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
        NodeOptions node = Read(request, context);
        context.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{node.Workers} workers for the head at {node.SeedHost}:{node.SeedPort}"));
        try
        {
            NodeLives lives = new(node, hocon);
            await using IAsyncDisposable services = await ProcessServices.StartAsync(
                new ServingOptions("delight-node") { Health = request.Health, Status = () => lives.Status });
            await lives.RunAsync(new EventPrinter(context.Error).Happened, cancellation);
            return ExitCode.Done;
        }
        catch (NodeRefusedException refused)
        {
            throw new UserErrorException(refused.Message);
        }
    }

    private static NodeOptions Read(Request request, HostContext context)
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

        (string seedHost, int seedPort) = ClusterArguments.Endpoint("--seed-node", request.Seed);
        return new NodeOptions
        {
            SeedHost = seedHost, SeedPort = seedPort, Host = request.Host, Workers = workers, Pool = request.Pool,
            Time = context.Clock, Secret = ClusterArguments.Secret(request.SecretFile),
            Prepare = scenario => HeadScenario.Prepare(scenario, context.Catalogues),
        };
    }

    private sealed record Request(
        string Role, string Seed, string? Host, int? Workers, string? Hocon, string? SecretFile)
    {
        /// <summary>Null for any.</summary>
        public string? Pool { get; init; }

        /// <summary>Null for nowhere.</summary>
        public (string Host, int Port)? Health { get; init; }
    }

    /// <summary>A node has no record: what happens to it goes to the terminal.</summary>
    private sealed class EventPrinter(TextWriter output)
    {
        private readonly HashSet<string> _warned = new(StringComparer.Ordinal);

        public void Happened(RunEvent happened)
        {
            lock (output)
            {
                // A head that is away for an hour is worth one line of each kind, not one at every attempt.
                if (happened.Kind is "node-joined" or "head-lost")
                {
                    _warned.Clear();
                }
                else if (happened.Kind == "akka-warning" && !_warned.Add(happened.Subject.Split('@', ':')[0]))
                {
                    return;
                }

                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{happened.Time:hh\\:mm\\:ss} {happened.Kind} {happened.Subject}: {happened.Detail}"));
            }
        }
    }
}
