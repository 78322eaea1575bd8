using System.Globalization;
using Akka.Configuration;
using Delight.Simulation.Asks;
using Delight.Simulation.Failures;
using Delight.Simulation.Time;

namespace Delight.Simulation.Dispatch;

/// <summary>Lays the simulation over the configuration of an application.</summary>
internal static class SimulationConfig
{
    /// <summary>Dispatchers that Akka.NET's reference configuration names; idle ones would start threads and
    /// timers.</summary>
    private static readonly string[] Dispatchers =
    [
        "akka.actor.default-dispatcher", "akka.actor.internal-dispatcher", "akka.actor.default-fork-join-dispatcher",
        "akka.actor.default-blocking-io-dispatcher", "akka.actor.synchronized-dispatcher", "akka.io.pinned-dispatcher",
    ];

    private static readonly string[] Mailboxes =
    [
        "akka.actor.default-mailbox", "akka.actor.mailbox.unbounded-queue-based",
        "akka.actor.mailbox.unbounded-deque-based", "akka.actor.mailbox.logger-queue",
    ];

    /// <summary>The whole configuration of a simulated system.</summary>
    /// <param name="options">With the application's own.</param>
    /// <param name="key">Of the simulation.</param>
    /// <exception cref="ArgumentException">The application has a part that would stay live.</exception>
    public static Config Create(SimulationOptions options, long key)
    {
        Config own = ConfigurationFactory.ParseString(options.Hocon);
        RefuseLive(own);
        RefuseProvider(own);
        List<string> lines = Parts(options, own, key);
        lines.Add($"akka.actor.provider = \"{NameOf<LocalProviderWithReplies>()}\"");
        lines.Add("akka.coordinated-shutdown.run-by-actor-system-terminate = off");
        return ConfigurationFactory.ParseString(string.Join('\n', lines)).WithFallback(own);
    }

    /// <summary>What every system of a simulation has instead of live parts.</summary>
    /// <param name="options">Of the simulation.</param>
    /// <param name="own">The application's configuration.</param>
    /// <param name="key">Of the system's home.</param>
    public static List<string> Parts(SimulationOptions options, Config own, long key)
    {
        bool hasLog = options.WriteLog is not null;
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{PartRegistry.KeyPath} = {key}"),
            $"akka.scheduler.implementation = \"{NameOf<SimulatedScheduler>()}\"",
            $"akka.actor.guardian-supervisor-strategy = \"{NameOf<GuardianStrategyConfigurator>()}\"",
            "akka.loggers = []", "akka.stdout-loglevel = OFF", $"akka.loglevel = {(hasLog ? options.LogLevel : "OFF")}",
            "akka.log-dead-letters = off", "akka.log-dead-letters-during-shutdown = off",
            "akka.coordinated-shutdown.run-by-clr-shutdown-hook = off",
        ];
        lines.AddRange(Dispatchers.Concat(ApplicationDispatchers.Of(own).Select(known => known.Path)).Select(
            path => $"{path}.type = \"{NameOf<SimulatedDispatcherConfigurator>()}\""));
        lines.AddRange(Mailboxes.Select(path => $"{path}.mailbox-type = \"{NameOf<SimulatedMailboxType>()}\""));
        return lines;
    }

    /// <summary>The strategy that the application has chosen for its guardian; empty: none.</summary>
    public static string GuardianOf(SimulationOptions options) =>
        ConfigurationFactory.ParseString(options.Hocon).GetString(
            "akka.actor.guardian-supervisor-strategy", string.Empty);

    /// <summary>A type's name as Akka.NET's configuration wants it.</summary>
    internal static string NameOf<T>() => $"{typeof(T).FullName}, {typeof(T).Assembly.GetName().Name}";

    /// <exception cref="ArgumentException">The application brings a scheduler of its own.</exception>
    public static void RefuseLive(Config own)
    {
        string scheduler = own.GetString("akka.scheduler.implementation", string.Empty);
        if (scheduler.Length > 0
            && !scheduler.StartsWith("Akka.Actor.HashedWheelTimerScheduler", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"akka.scheduler.implementation is '{scheduler}', which keeps to a clock of its own. Leave it out: the "
                + "simulation brings its scheduler.");
        }
    }

    private static void RefuseProvider(Config own)
    {
        string provider = own.GetString("akka.actor.provider", string.Empty);
        if (provider.Length > 0 && provider != "local"
            && !provider.StartsWith("Akka.Actor.LocalActorRefProvider", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"akka.actor.provider is '{provider}'; a simulation has one local system. Leave it out, or use a "
                + "ClusterSimulation, whose nodes are whole systems.");
        }
    }
}
