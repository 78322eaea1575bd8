using System.Globalization;
using Akka.Configuration;
using Delight.Simulation.Asks;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Live;

/// <summary>Lays the frictions over the configuration of an application.</summary>
internal static class LiveConfig
{
    /// <summary>Where the class name of the application's scheduler stands.</summary>
    public const string SchedulerPath = "delight.live.scheduler";

    private const string Scheduler = "akka.scheduler.implementation";
    private const string Guardian = "akka.actor.guardian-supervisor-strategy";
    private const string DefaultScheduler = "Akka.Actor.HashedWheelTimerScheduler, Akka";

    /// <summary>Dispatchers of Akka.NET's reference configuration, with their types there.</summary>
    private static readonly (string Path, string Type)[] Dispatchers =
    [
        ("akka.actor.default-dispatcher", "Dispatcher"), ("akka.actor.internal-dispatcher", "Dispatcher"),
        ("akka.actor.default-blocking-io-dispatcher", "Dispatcher"), ("akka.actor.task-dispatcher", "TaskDispatcher"),
        ("akka.actor.default-fork-join-dispatcher", "ForkJoinDispatcher"),
    ];

    private static readonly string[] Mailboxes =
    [
        "akka.actor.default-mailbox", "akka.actor.mailbox.unbounded-queue-based",
        "akka.actor.mailbox.unbounded-deque-based",
    ];

    /// <summary>The whole configuration of a live system.</summary>
    /// <param name="options">With the application's own.</param>
    /// <param name="key">Of the frictions.</param>
    /// <exception cref="ArgumentException">The application has a part that frictions cannot act on.</exception>
    public static Config Create(LiveOptions options, long key)
    {
        Config own = ConfigurationFactory.ParseString(options.Hocon);
        RefuseOtherProviders(own);
        string scheduler = own.GetString(Scheduler, string.Empty);
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{PartRegistry.KeyPath} = {key}"),
            $"akka.actor.provider = \"{SimulationConfig.NameOf<LocalProviderWithReplies>()}\"",
            $"{Scheduler} = \"{SimulationConfig.NameOf<LiveScheduler>()}\"",
            $"{SchedulerPath} = \"{(scheduler.Length > 0 ? scheduler : DefaultScheduler)}\"",
        ];
        if (options.Observer is not null)
        {
            lines.Add($"{Guardian} = \"{SimulationConfig.NameOf<LiveGuardianStrategyConfigurator>()}\"");
        }

        lines.AddRange(Dispatchers.Concat(ApplicationDispatchers.Of(own)).SelectMany(Replace));
        lines.AddRange(Mailboxes.Select(
            path => $"{path}.mailbox-type = \"{SimulationConfig.NameOf<LiveMailboxType>()}\""));
        return ConfigurationFactory.ParseString(string.Join('\n', lines)).WithFallback(own);
    }

    /// <summary>The strategy that the application has chosen for its guardian; empty: none.</summary>
    public static string GuardianOf(LiveOptions options) =>
        ConfigurationFactory.ParseString(options.Hocon).GetString(Guardian, string.Empty);

    /// <summary>The type of a dispatcher is replaced; what it says of its executor stays.</summary>
    private static IEnumerable<string> Replace((string Path, string Type) dispatcher)
    {
        string any = $"{dispatcher.Path}.type = \"{SimulationConfig.NameOf<LiveDispatcherConfigurator>()}\"";
        string pinned = $"{dispatcher.Path}.type = \"{SimulationConfig.NameOf<LivePinnedDispatcherConfigurator>()}\"";
        return dispatcher.Type switch
        {
            "Dispatcher" => [any],
            "TaskDispatcher" => [any, $"{dispatcher.Path}.executor = task-executor"],
            "ForkJoinDispatcher" => [any, $"{dispatcher.Path}.executor = fork-join-executor"],
            "PinnedDispatcher" => [pinned],
            "SynchronizedDispatcher" => [],
            string other => throw new ArgumentException(
                $"dispatcher {dispatcher.Path} is a {other}, on which live frictions cannot act. Use Dispatcher, "
                + "ForkJoinDispatcher, TaskDispatcher or PinnedDispatcher."),
        };
    }

    private static void RefuseOtherProviders(Config own)
    {
        string provider = own.GetString("akka.actor.provider", string.Empty);
        if (provider.Length > 0 && provider != "local"
            && !provider.StartsWith("Akka.Actor.LocalActorRefProvider", StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"akka.actor.provider is '{provider}'; live frictions act within one local system. Leave it out, and "
                + "let nodes take the place of processes.");
        }
    }
}
