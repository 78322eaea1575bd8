using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;
using Delight.Actors.Tests;
using Delight.Simulation.Faults;

namespace Delight.Actors.Testing.Tests.Training;

/// <summary>Which actors the faults of a training hit, and when, also in a run that was resumed.</summary>
public sealed class TrainingFaultsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Hour = TimeSpan.FromHours(1);

    public static TheoryData<FaultKind, string, string> Kinds => new()
    {
        { FaultKind.CrashNode, "node-crashed", "node-restarted" },
        { FaultKind.PauseNode, "pause-began", "pause-ended" },
        { FaultKind.SlowNode, "slow-began", "slow-ended" },
        { FaultKind.Cut, "partition-began", "partition-healed" },
        { FaultKind.Degrade, "link-degraded", "link-restored" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Play_AFaultOfEachKind_NamesItsEvents(FaultKind kind, string begin, string end)
    {
        Fault fault = new()
        {
            Kind = kind, Targets = ["head", "workers"], At = 3 * Second, Lasts = 4 * Second,
        };
        Heard heard = Play(60 * Second, Plan(), fault);
        Assert.Equal(
            [(3.0, begin, "head, workers for 4 s"), (7.0, end, "head, workers")],
            heard.Faults.Select(happened => (happened.Time.TotalSeconds, happened.Kind, happened.Detail)));
    }

    [Fact]
    public void Play_ACrashOfARoleAPoolOrAWorker_HitsThoseActors()
    {
        Heard heard = Play(
            60 * Second, Plan(), Crash(at: 2, "learner"), Crash(at: 10, "worker", "reward-service"),
            Crash(at: 20, "worker/1"));
        Assert.Equal(
            [(2, "actor-crashed", "learner"), (10, "actor-crashed", "worker/0, worker/1, reward-service"),
                (20, "actor-crashed", "worker/1")],
            heard.Faults.Select(happened => ((int)happened.Time.TotalSeconds, happened.Kind, happened.Detail)));
        Assert.Equal(
            ["/user/head/learner", "/user/workers/worker-0", "/user/workers/worker-1", "/user/workers/reward-service",
                "/user/workers/worker-1"],
            heard.Failures);
    }

    [Fact]
    public void Play_AFaultThatRecursWithoutEnd_GoesOnBeyondEverySpan()
    {
        Fault often = new()
        {
            Kind = FaultKind.PauseActor, Targets = ["worker"], Every = 60 * Second, Lasts = Second,
        };
        Fault once = new() { Kind = FaultKind.PauseNode, Targets = ["head"], At = 2.5 * Hour, Lasts = Second };
        Heard heard = Play(9 * Hour, Plan(), often, once);
        Fault ofPaths = often with { Targets = ["worker/0", "worker/1"] };
        FaultSchedule whole = FaultSchedule.Draw(seed: 1, [ofPaths, once], 9 * Hour);
        Assert.InRange(whole.Occurrences.Count, 447, 634); // 540 and one; four deviations are 93
        Assert.Equal(
            whole.Occurrences.Select(fault => (fault.Begin, $"{fault.Targets[0]} for 1 s")),
            heard.Faults.Where(happened => happened.Kind == "pause-began")
                .Select(happened => (happened.Time, happened.Detail)));
    }

    [Fact]
    public void Play_InARunThatStartsLater_HasTheRestOfThePlan()
    {
        Fault[] faults =
        [
            new() { Kind = FaultKind.CrashNode, Targets = ["workers"], At = 1 * Second, Lasts = 3 * Second },
            new() { Kind = FaultKind.PauseNode, Targets = ["head"], At = 3 * Second, Lasts = 9 * Second },
            new() { Kind = FaultKind.Cut, Targets = ["workers"], At = 20 * Second, Lasts = 1 * Second },
            Crash(at: 2, "evaluator"),
            new() { Kind = FaultKind.PauseActor, Targets = ["worker"], Every = 60 * Second, Lasts = Second / 10 },
            new()
            {
                Kind = FaultKind.PauseActor, Targets = ["learner"], Every = Second, Lasts = Second / 10,
                Until = 4 * Second,
            },
        ];
        RunEvent[] rest =
        [
            .. Play(2.5 * Hour, Plan(), faults).Faults.Where(happened => happened.Time >= 5 * Second),
        ];
        Assert.InRange(rest.Length, 200, 400);

        Heard later = Play(2.5 * Hour - (5 * Second), Plan() with { StartsAt = 5 * Second }, faults);

        Assert.Equal(
            [new RunEvent(5 * Second, "pause-began", "faults", "head for 7 s"), .. rest], later.Faults);
    }

    [Fact]
    public void Play_InARunThatStartsHoursLater_DrawsTheSameFaults()
    {
        Fault often = new()
        {
            Kind = FaultKind.PauseActor, Targets = ["worker"], Every = 60 * Second, Lasts = Second,
        };
        RunEvent[] rest =
        [
            .. Play(6 * Hour, Plan(), often).Faults
                .Where(happened => happened.Kind == "pause-began" && happened.Time >= 3.25 * Hour),
        ];
        Heard later = Play(2.75 * Hour, Plan() with { StartsAt = 3.25 * Hour }, often);
        Assert.InRange(rest.Length, 114, 216); // 165; four deviations are 51
        Assert.Equal(rest, later.Faults.Where(happened => happened.Kind == "pause-began").TakeLast(rest.Length));
    }

    private static Fault Crash(int at, params string[] actors) =>
        new() { Kind = FaultKind.CrashActor, Targets = actors, At = at * Second };

    private static Heard Play(TimeSpan duration, TrainingPlan plan, params Fault[] faults)
    {
        Heard heard = new();
        using SimulatedTraining training =
            SimulatedTraining.Start(plan, new TrainingFrictions { Faults = faults }, heard);
        training.Simulation.RunFor(duration);
        return heard;
    }

    /// <summary>A training whose first update takes longer than any test, so that only faults happen.</summary>
    private static TrainingPlan Plan() => TestTraining.Plan(
        TestTraining.BanditParts(8), TestTraining.Learner() with { StepTime = TimeSpan.FromDays(9) },
        TestTraining.Pool(), TestTraining.Pool(count: 1) with { Pool = "workers2" }) with
    {
        StallTimeout = TimeSpan.FromDays(99),
    };

    private sealed class Heard : ITrainingObserver
    {
        public List<RunEvent> Faults { get; } = [];

        public List<string> Failures { get; } = [];

        public void Happened(RunEvent happened)
        {
            if (happened.Subject == "faults")
            {
                Faults.Add(happened);
            }
        }

        public void Failed(RoleFailure failure) => Failures.Add(failure.Role);
    }
}
