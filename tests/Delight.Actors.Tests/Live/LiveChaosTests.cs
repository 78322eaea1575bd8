using System.Globalization;
using Delight.Actors.Coordination;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Training;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;
using Xunit.Abstractions;

namespace Delight.Actors.Tests.Live;

/// <summary>Live trainings while several things a second go wrong with everybody.</summary>
/// <remarks>Takes about five seconds; <c>DELIGHT_CHAOS_SECONDS=60 ./delight test --filter Category=Chaos</c> takes a
/// minute and more, <c>DELIGHT_CHAOS_SEED</c> chooses other faults.</remarks>
/// <param name="output">Hears what became of it.</param>
public sealed class LiveChaosTests(ITestOutputHelper output)
{
    private const int StalenessMax = 2, BatchRows = 12;

    /// <summary>About what all that goes wrong leaves of some 300, whatever the machine: most of the time somebody
    /// waits for a fault to end.</summary>
    private const int StepsPerSecond = 12;

    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1), Shortest = 4 * Millisecond;

    private static readonly string[] WorkerNodes = ["near", "far"];

    [Fact]
    [Trait("Category", "Chaos")]
    public async Task Run_WhileEverythingCrashesAllTheTime_KeepsItsInvariantsAndEnds()
    {
        int seconds = Setting("DELIGHT_CHAOS_SECONDS", 5), seed = Setting("DELIGHT_CHAOS_SEED", 1);

        long steps = seconds * StepsPerSecond;
        TrainingFrictions frictions = new()
        {
            Network = new LinkQuality
            {
                Latency = Latency.Uniform(Shortest, 2 * Shortest), LossShare = 0.02, DuplicationShare = 0.05,
                ReorderingShare = 0.05,
            },
            DetectionTime = 30 * Millisecond,
            Faults = [.. Faults()],
        };
        WatchedTraining watched = new(Plan(steps, (ulong)seed), frictions);
        TrainingPlan plan = watched.Plan;
        Events events = new();
        TrainingResult result = await new LiveTraining().RunAsync(plan, frictions, events, CancellationToken.None);
        int crashes = events.All.Count(happened => happened.Kind is "node-crashed" or "actor-restarted");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}: {steps} steps, {plan.Totals.Episodes} rows, {result.Elapsed}, "
            + $"{crashes} crashes, term {plan.Outcome.Version.Term}, "
            + $"staleness up to {plan.Totals.Staleness.Max}"));
        output.WriteLine("messages: " + Listed(result.Counters.Dropped) + "; rows: " + Listed(plan.Totals.Dropped));
        Assert.Null(watched.Violation);
        Assert.Equal(steps, plan.Outcome.Version.Step);
        Assert.InRange(plan.Totals.Staleness.Max, 0, StalenessMax);
        Assert.True(plan.Outcome.Version.Term > 0, "the learner never crashed");
        Assert.True(
            crashes > result.Elapsed.TotalSeconds * 2, $"{crashes} crashes in {result.Elapsed}: that is no chaos");
    }

    [Fact]
    public async Task Run_WhoseCreditIsTooLarge_IsSeen()
    {
        TrainingFrictions frictions = new() { Network = new LinkQuality { Latency = Shortest } };
        WatchedTraining watched = new(Plan(steps: 20, seed: 1), frictions, bound: StalenessMax + 1);
        await new LiveTraining().RunAsync(
            watched.Plan, frictions, observer: null, CancellationToken.None);
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
    };

    private static RolloutOptions Pool(string name) => TestTraining.Pool(count: 4, rowsPerRequest: 4) with
    {
        Pool = name, Node = name, SignOfLifeEvery = 50 * Millisecond,
    };

    /// <summary>Some nine a second, of which five are crashes.</summary>
    private static IEnumerable<Fault> Faults() =>
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
        Often(FaultKind.Cut, 1500, 150, "head") with { Against = WorkerNodes },
        Often(FaultKind.Cut, 1500, 250, "far") with { Direction = FaultDirection.Outgoing },
        Often(FaultKind.PauseNode, 1500, 100, "near", "server"),
        Often(FaultKind.PauseActor, 1000, 100, "near", "learner"),
        Often(FaultKind.SlowActor, 1000, 200, "near", "far") with { Factor = 10 },
        Often(FaultKind.SlowNode, 2000, 200, "far") with { Factor = 5 },
        Often(FaultKind.Degrade, 1000, 200, "server") with
        {
            Direction = FaultDirection.Outgoing, Change = new LinkChange { LossShare = 0.5 },
        },
    ];

    private static Fault Often(FaultKind kind, int every, int lasts, params string[] targets) => new()
    {
        Kind = kind, Targets = targets, Every = every * Millisecond, Lasts = lasts * Millisecond,
    };
}
