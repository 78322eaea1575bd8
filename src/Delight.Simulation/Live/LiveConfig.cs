using System.Globalization;
using Akka.Configuration;
using Delight.Simulation.Asks;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Live;

/// <summary>What the frictions change in the configuration of an application.</summary>
internal static class LiveConfig
{
    /// <summary>Where the class name of the application's scheduler stands.</summary>
    public const string SchedulerPath = "delight.live.scheduler";

    /// <summary>Where the kind of the system stands: local, remote or cluster.</summary>
    public const string ProviderPath = "akka.actor.provider";

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

    /// <summary>The settings that a live system has instead of the application's own.</summary>
    /// <param name="options">With the application's own.</param>
    /// <param name="key">Of the frictions.</param>
    /// <exception cref="ArgumentException">The application has a part that frictions cannot act on.</exception>
    public static IReadOnlyList<(string Path, string Value)> Overlay(LiveOptions options, long key)
    {
        Config own = ConfigurationFactory.ParseString(options.Hocon);
        string scheduler = own.GetString(Scheduler, string.Empty);
        List<(string Path, string Value)> overlay =
        [
            (PartRegistry.KeyPath, key.ToString(CultureInfo.InvariantCulture)),
            (Scheduler, SimulationConfig.NameOf<LiveScheduler>()),
            (SchedulerPath, scheduler.Length > 0 ? scheduler : DefaultScheduler),
        ];
        if (IsLocal(own))
        {
            overlay.Add((ProviderPath, SimulationConfig.NameOf<LocalProviderWithReplies>()));
        }

        if (options.Observer is not null)
        {
            string guardian = own.GetString(Guardian, string.Empty);
            overlay.AddRange(LiveGuardianStrategy.NameOfConfigurator(guardian).Select(name => (Guardian, name)));
        }

        overlay.AddRange(Dispatchers.Concat(OwnDispatchers(own)).SelectMany(Replace));
        overlay.AddRange(Mailboxes.Select(
            path => ($"{path}.mailbox-type", SimulationConfig.NameOf<LiveMailboxType>())));
        return overlay;
    }

    /// <summary>A dispatcher of an application that frictions would act on if they knew of it; null: there is
    /// none.</summary>
    /// <param name="whole">The configuration of a system, with the settings of its frictions.</param>
    public static string? UnknownDispatcher(Config whole) => ApplicationDispatchers.Of(whole)
        .FirstOrDefault(dispatcher => dispatcher.Type != "SynchronizedDispatcher"
            && !dispatcher.Path.StartsWith("akka.", StringComparison.Ordinal)).Path;

    /// <summary>True where the application has one local system. Its provider is replaced then; those of Akka.Remote
    /// and Akka.Cluster stay.</summary>
    private static bool IsLocal(Config own)
    {
        string provider = own.GetString(ProviderPath, string.Empty);
        return provider.Length == 0 || provider == "local"
            || provider.StartsWith("Akka.Actor.LocalActorRefProvider", StringComparison.Ordinal);
    }

    /// <summary>The dispatchers of the application. Those of Akka.Remote's own actors stay as they are: otherwise news
    /// of a crash could not leave the process.</summary>
    private static IEnumerable<(string Path, string Type)> OwnDispatchers(Config own) =>
        ApplicationDispatchers.Of(own).Where(
            dispatcher => !dispatcher.Path.StartsWith("akka.remote.", StringComparison.Ordinal));

    /// <summary>The type of a dispatcher is replaced; what it says of its executor stays.</summary>
    private static IEnumerable<(string Path, string Value)> Replace((string Path, string Type) dispatcher)
    {
        (string type, string executor) = ($"{dispatcher.Path}.type", $"{dispatcher.Path}.executor");
        (string, string) any = (type, SimulationConfig.NameOf<LiveDispatcherConfigurator>());
        (string, string) pinned = (type, SimulationConfig.NameOf<LivePinnedDispatcherConfigurator>());
        return dispatcher.Type switch
        {
            "Dispatcher" => [any],
            "TaskDispatcher" => [any, (executor, "task-executor")],
            "ForkJoinDispatcher" => [any, (executor, "fork-join-executor")],
            "PinnedDispatcher" => [pinned],
            "SynchronizedDispatcher" => [],
            string other => throw new ArgumentException(
                $"dispatcher {dispatcher.Path} is a {other}, on which live frictions cannot act. Use Dispatcher, "
                + "ForkJoinDispatcher, TaskDispatcher or PinnedDispatcher."),
        };
    }
}
