using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Scenarios;
using Delight.Actors.Testing.Training;
using Delight.Actors.Tests;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Tests.Training;

public sealed class SimulatedTrainingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Run_WhereMessagesGetLost_CountsThemByReasonAndNamesThoseOfNodes()
    {
        TrainingPlan plan = Plan();
        EventList events = new();
        TrainingResult result = SimulatedTraining.Run(
            plan,
            new TrainingFrictions
            {
                DetectionTime = 5 * Second,
                Network = new LinkQuality { Latency = Second / 10, LossShare = 0.05, DuplicationShare = 0.1 },
                Faults =
                [
                    new() { Kind = FaultKind.CrashNode, Targets = ["workers"], At = 5 * Second, Lasts = 8 * Second },
                    new() { Kind = FaultKind.Cut, Targets = ["workers"], At = 20 * Second, Lasts = 2 * Second },
                ],
            },
            events);
        Assert.Equal(30, plan.Totals.Updates);
        Assert.Equal(
            ["network-loss", "network-partition", "node-crashed", "node-down", "unhandled"],
            result.Counters.Dropped.Keys);
        Assert.All(result.Counters.Dropped, drop => Assert.True(drop.Value > 0, drop.ToString()));
        Assert.True(result.Counters.Duplicated > 10, $"{result.Counters.Duplicated} came twice");
        RunEvent[] drops = [.. events.All.Where(happened => happened.Kind == "message-dropped")];
        Assert.All(
            (string[])["node-crashed", "node-down", "unhandled"],
            reason => Assert.Equal(
                result.Counters.Dropped[reason],
                drops.Count(drop => drop.Detail.EndsWith($"/1: {reason}", StringComparison.Ordinal))));
        Assert.All(drops, drop => Assert.StartsWith("/user/workers/", drop.Subject, StringComparison.Ordinal));
    }

    [Fact]
    public void Elapsed_OfAResumedRun_CountsFromItsCheckpoint()
    {
        TrainingResult fresh = SimulatedTraining.Run(Plan(), new TrainingFrictions());
        TrainingResult resumed = SimulatedTraining.Run(
            Plan() with { StartsAt = 100 * Second }, new TrainingFrictions());
        Assert.Equal(100 * Second, resumed.Elapsed - fresh.Elapsed);
    }

    [Fact]
    public void Run_Cancelled_StopsBetweenTwoEvents()
    {
        TrainingPlan plan = Plan();
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => SimulatedTraining.Run(
            plan with { Sink = new Cancelling(source, step: 10) }, new TrainingFrictions(), null, source.Token));
        Assert.Equal(10, plan.Totals.Updates);
        Assert.False(plan.Outcome.IsOver);
    }

    [Fact]
    public void Run_OfATrainingThatHangs_EndsAtItsStallTimeout()
    {
        TrainingPlan plan = Plan() with { Learner = TestTraining.Learner() };
        using SimulatedTraining training = SimulatedTraining.Start(plan, new TrainingFrictions
        {
            Faults = [new Fault { Kind = FaultKind.Cut, Targets = ["workers"], Lasts = TimeSpan.FromDays(1) }],
        });
        training.RunUntil(() => false);
        RoleFailedException failure =
            Assert.IsType<RoleFailedException>(plan.Outcome.Completion.Exception?.InnerException);
        Assert.IsType<TrainingStalledException>(failure.InnerException);
        Assert.Equal(TimeSpan.FromHours(2), training.Elapsed);
    }

    private static TrainingPlan Plan() => TestTraining.Plan(
        TestTraining.BanditParts(8),
        TestTraining.Learner() with { StepTime = Second, RequestTimeout = 4 * Second, MeasureEvery = 1 },
        TestTraining.Pool() with { RequestTime = Second / 2, RequestsInFlight = 3, SignOfLifeEvery = Second });

    private sealed class Cancelling(CancellationTokenSource source, long step) : IRunSink
    {
        public void Write(UpdateMeasurement measurement)
        {
            if (measurement.Step == step)
            {
                source.Cancel();
            }
        }

        public void Write(EvaluationMeasurement measurement)
        {
        }

        public void Write(RunEvent happened)
        {
        }
    }
}
