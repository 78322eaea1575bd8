using System.Globalization;
using Delight.Actors.Coordination;
using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Tests;
using Xunit.Abstractions;

namespace Delight.Actors.Akka.Tests.Chaos;

/// <summary>Live trainings while several things a second go wrong with everybody.</summary>
/// <remarks>Takes about five seconds; <c>DELIGHT_CHAOS_SECONDS=60 ./delight test --filter Category=Chaos</c> takes a
/// minute and more, <c>DELIGHT_CHAOS_SEED</c> chooses other faults. A runtime's own class derives from it.</remarks>
/// <param name="runtime">What runs the training.</param>
/// <param name="output">Hears what became of it.</param>
public abstract class LiveChaosConformance(ITrainingRuntime runtime, ITestOutputHelper output)
{
    private const int StalenessMax = 2, BatchRows = 12;

    /// <summary>About what all that goes wrong leaves of some 300, whatever the machine: most of the time somebody
    /// waits for a fault to end.</summary>
    private const int StepsPerSecond = 12;

    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1), Latency = 4 * Millisecond;

    private static readonly string[] WorkerNodes = ["near", "far"];

    [Fact]
    [Trait("Category", "Chaos")]
    public async Task Run_WhileEverythingCrashesAllTheTime_KeepsItsInvariantsAndEnds()
    {
        int seconds = Setting("DELIGHT_CHAOS_SECONDS", 5), seed = Setting("DELIGHT_CHAOS_SEED", 1);

        long steps = seconds * StepsPerSecond;
        NetworkOptions network = new()
        {
            Latency = LatencyDistribution.Uniform(Latency, 2 * Latency), LossShare = 0.02, DuplicationShare = 0.05,
            ReorderingShare = 0.05, DetectionTime = 30 * Millisecond, ReliableNodes = ["coordinator"],
        };
        WatchedTraining watched = new(Plan(steps, (ulong)seed), network);
        TrainingPlan plan = watched.Plan;
        TrainingResult result = await runtime.RunAsync(
            plan, network, observer: null, CancellationToken.None);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {steps} steps, {plan.Totals.Episodes} rows, {result.Elapsed}, "
            + $"{result.Counters.Restarts} restarts, term {plan.Outcome.Version.Term}, "
            + $"staleness up to {plan.Totals.Staleness.Max}"));
        output.WriteLine("messages: " + Listed(result.Counters.Dropped) + "; rows: " + Listed(plan.Totals.Dropped));
        Assert.Null(watched.Violation);
        Assert.Equal(steps, plan.Outcome.Version.Step);
        Assert.InRange(plan.Totals.Staleness.Max, 0, StalenessMax);
        Assert.True(plan.Outcome.Version.Term > 0, "the learner never crashed");
        Assert.True(
            result.Counters.Restarts > seconds * 2,
            $"{result.Counters.Restarts} restarts in {result.Elapsed}: that is no chaos");
    }

    [Fact]
    public async Task Run_WhoseCreditIsTooLarge_IsSeen()
    {
        NetworkOptions network = new() { Latency = Latency };
        TrainingPlan plan = Plan(steps: 20, seed: 1) with { Faults = null };
        WatchedTraining watched = new(plan, network, bound: StalenessMax + 1);
        await runtime.RunAsync(
            watched.Plan, network, observer: null, CancellationToken.None);
        Assert.Contains("capacity-kept: ", watched.Violation, StringComparison.Ordinal);
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;

    private static string Listed(IReadOnlyDictionary<string, long> counts) =>
        string.Join(", ", counts.Select(entry => $"{entry.Key} {entry.Value}"));

    private static TrainingPlan Plan(long steps, ulong seed) => TestTraining.Plan(
        TestTraining.BanditParts(BatchRows, seed),
        TestTraining.Learner(steps, BatchRows) with
        {
            StalenessMax = StalenessMax, RequestTimeout = 200 * Millisecond, CheckpointEvery = 10, PublishEvery = 1,
        },
        Pool("near") with { RequestsInFlight = 2 },
        Pool("far") with { RowsPerRequest = 5, RequestsInFlight = 3, RewardTimeout = 60 * Millisecond }) with
    {
        ParameterServerNode = "server",
        RewardService = new RewardServiceOptions { Node = "reward" },
        SamplesPerContext = 2,
        StallTimeout = TimeSpan.FromSeconds(30),
        Faults = new FaultPlan { Faults = [.. Faults()], Nodes = ["head", "server", "reward", .. WorkerNodes] },
    };

    private static RolloutOptions Pool(string name) => TestTraining.Pool(count: 4, rowsPerRequest: 4) with
    {
        Pool = name, Node = name, SignOfLifeEvery = 50 * Millisecond,
    };

    /// <summary>Some nine a second, of which five are crashes.</summary>
    private static IEnumerable<FaultOptions> Faults() =>
    [
        // Late enough that a busy machine has begun the learner's first life, which this one ends for certain.
        new() { Kind = FaultKind.CrashNode, Targets = ["head"], At = 500 * Millisecond, Lasts = 60 * Millisecond },
        Often(FaultKind.CrashNode, 400, 50, "near", "far"),
        Often(FaultKind.CrashNode, 700, 5, "near", "far"),
        Often(FaultKind.CrashNode, 1000, 60, "server", "reward"),
        Often(FaultKind.CrashNode, 2000, 60, "head"),
        Often(FaultKind.CrashActor, 1000, 0, "near", "far"),
        Often(FaultKind.CrashActor, 3000, 0, "parameter-server", "reward-service"),
        Often(FaultKind.CrashActor, 6000, 0, "learner"),
        Often(FaultKind.Partition, 1500, 150, "head") with { Against = WorkerNodes },
        Often(FaultKind.Partition, 1500, 250, "far") with { Direction = FaultDirection.Outgoing },
        Often(FaultKind.PauseNode, 1500, 100, "near", "server"),
        Often(FaultKind.PauseActor, 1000, 100, "near", "learner"),
        Often(FaultKind.SlowActor, 1000, 200, "near", "far") with { Factor = 10 },
        Often(FaultKind.SlowNode, 2000, 200, "far") with { Factor = 5 },
        Often(FaultKind.DegradeLink, 1000, 200, "server") with
        {
            Direction = FaultDirection.Outgoing, Change = new LinkChange { LossShare = 0.5 },
        },
    ];

    private static FaultOptions Often(FaultKind kind, int every, int lasts, params string[] targets) => new()
    {
        Kind = kind, Targets = targets, Every = every * Millisecond, Lasts = lasts * Millisecond,
    };
}
