using System.Globalization;
using Akka.Configuration;
using Delight.Simulation.Cluster.Clocks;
using Delight.Simulation.Cluster.Connections;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Cluster.Systems;

/// <summary>Lays the simulation over the configuration of a system.</summary>
internal static class SystemConfig
{
    private const string Tcp = "akka.remote.dot-netty.tcp";

    /// <summary>Failure detectors by their sections, with the class that takes virtual time.</summary>
    private static readonly (string Section, string Class)[] Detectors =
    [
        ("akka.cluster.failure-detector", SimulationConfig.NameOf<VirtualPhiDetector>()),
        ("akka.remote.watch-failure-detector", SimulationConfig.NameOf<VirtualPhiDetector>()),
        ("akka.remote.transport-failure-detector", SimulationConfig.NameOf<VirtualDeadlineDetector>()),
    ];

    private static readonly string[] RemoteDispatchers =
    [
        "akka.remote.default-remote-dispatcher", "akka.remote.backoff-remote-dispatcher",
    ];

    /// <summary>The configuration of the application alone.</summary>
    /// <exception cref="ArgumentException">It has a part that would stay live.</exception>
    public static Config Own(SimulationOptions options, SystemNode node)
    {
        Config own = ConfigurationFactory.ParseString(node.Hocon)
            .WithFallback(ConfigurationFactory.ParseString(options.Hocon));
        SimulationConfig.RefuseLive(own);
        string provider = Provider(own);
        if (provider is not ("" or "cluster" or "remote"))
        {
            throw new ArgumentException(
                $"system '{node.Name}' has akka.actor.provider = '{provider}'; a simulated system has 'cluster' or "
                + "'remote'. Leave it out for 'cluster'.");
        }

        foreach (string transport in own.GetStringList("akka.remote.enabled-transports", []))
        {
            if (transport != Tcp)
            {
                throw new ArgumentException(
                    $"system '{node.Name}' enables the transport '{transport}'; a simulation stands in for {Tcp} "
                    + "only. Leave it out.");
            }
        }

        foreach ((string section, _) in Detectors)
        {
            string detector = own.GetString($"{section}.implementation-class", string.Empty);
            if (detector.Length > 0 && !detector.StartsWith("Akka.Remote.", StringComparison.Ordinal))
            {
                throw new ArgumentException(
                    $"system '{node.Name}' has the failure detector '{detector}', which keeps to a clock of its own. "
                    + "Leave it out: the simulation brings Akka.NET's with its own clock.");
            }
        }

        return own;
    }

    /// <summary>Where the application wants to listen; empty and 0 where it does not say.</summary>
    public static (string Host, int Port) AddressIn(Config own)
    {
        string host = own.GetString($"{Tcp}.public-hostname", string.Empty);
        int port = own.GetInt($"{Tcp}.public-port", 0);
        host = host.Length > 0 ? host : own.GetString($"{Tcp}.hostname", string.Empty);
        return (host is "0.0.0.0" ? string.Empty : host, port > 0 ? port : own.GetInt($"{Tcp}.port", 0));
    }

    /// <summary>The whole configuration of a system.</summary>
    public static Config Create(SimulationOptions options, Config own, long key)
    {
        List<string> lines = SimulationConfig.Parts(options, own, key);
        string provider = Provider(own) == "remote"
            ? SimulationConfig.NameOf<SimulatedRemoteProvider>()
            : SimulationConfig.NameOf<SimulatedClusterProvider>();
        lines.Add($"akka.actor.provider = \"{provider}\"");
        lines.Add("akka.coordinated-shutdown { exit-clr = off, terminate-actor-system = on }");
        lines.Add("akka.cluster.prune-gossip-tombstones-after = 24h"); // counted by the wall clock
        lines.Add("akka.remote.enabled-transports = [\"akka.remote.simulated-tcp\"]");
        lines.Add($$"""
            akka.remote.simulated-tcp {
              transport-class = "{{SimulationConfig.NameOf<SimulatedTransport>()}}"
              applied-adapters = []
              maximum-frame-size = {{own.GetString($"{Tcp}.maximum-frame-size", "128000b")}}
            }
            """);
        lines.AddRange(RemoteDispatchers.Select(
            path => $"{path}.type = \"{SimulationConfig.NameOf<SimulatedDispatcherConfigurator>()}\""));
        foreach ((string section, string type) in Detectors)
        {
            lines.Add($"{section}.implementation-class = \"{type}\"");
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{section}.{PartRegistry.KeyPath} = {key}"));
        }

        return ConfigurationFactory.ParseString(string.Join('\n', lines)).WithFallback(own);
    }

    /// <summary>The strategy that the application has chosen for its guardian; empty: none.</summary>
    public static string GuardianOf(Config own) =>
        own.GetString("akka.actor.guardian-supervisor-strategy", string.Empty);

    private static string Provider(Config own)
    {
        string provider = own.GetString("akka.actor.provider", string.Empty);
        return provider.StartsWith("Akka.Cluster.ClusterActorRefProvider", StringComparison.Ordinal) ? "cluster"
            : provider.StartsWith("Akka.Remote.RemoteActorRefProvider", StringComparison.Ordinal) ? "remote" : provider;
    }
}
