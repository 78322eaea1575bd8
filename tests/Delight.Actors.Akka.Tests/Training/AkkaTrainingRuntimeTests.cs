using System.Collections.Concurrent;
using Delight.Actors.Akka.Tests.Hosting;
using Delight.Actors.Akka.Training;
using Delight.Actors.Coordination;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;
using Delight.Actors.Tests;

namespace Delight.Actors.Akka.Tests.Training;

public sealed class AkkaTrainingRuntimeTests
{
    [Fact]
    public async Task Training_Bounded0_GivesTheParametersOfTheSimulatedRun()
    {
        // Staleness 0 leaves no freedom to the order of messages: rows are keyed, batches are sorted.
        TrainingPlan live = Plan(), simulated = Plan();
        TrainingResult result = await new AkkaTrainingRuntime().RunAsync(
            live, new NetworkOptions(), observer: null, CancellationToken.None);
        SimulatedTraining.Run(simulated, new NetworkOptions());
        Assert.Equal(simulated.Outcome.Parameters, live.Outcome.Parameters);
        Assert.Equal((30L, (ulong?)null), (live.Totals.Updates, result.Digest));
    }

    [Fact]
    public async Task Training_ThatGoesOnFromACheckpoint_GoesOnWithItsClock()
    {
        TimeSpan before = TimeSpan.FromHours(3);
        Events events = new();
        TrainingPlan plan = Plan() with { StartsAt = before };
        TrainingResult result = await new AkkaTrainingRuntime().RunAsync(
            plan, new NetworkOptions(), events, CancellationToken.None);
        Assert.InRange(result.Elapsed, before, before + TimeSpan.FromMinutes(2));
        Assert.All(events.All, happened => Assert.True(happened.Time >= before, $"{happened}"));
    }

    [Fact]
    public async Task Training_Cancelled_EndsWithNoActorLeft()
    {
        using CancellationTokenSource cancelled = new();
        TrainingPlan plan = TestTraining.Plan(
            TestTraining.BanditParts(8), TestTraining.Learner(steps: 1_000_000), TestTraining.Pool());
        Task run = new AkkaTrainingRuntime().RunAsync(plan, new NetworkOptions(), observer: null, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public void Learner_WhereTheConfigurationSaysSo_RunsOnAThreadOfItsOwn()
    {
        ConcurrentDictionary<string, bool> isPooled = new(StringComparer.Ordinal);
        ActorSpec Spec(string name) => ScriptedActor.Handling(
            (_, _) => isPooled[name] = Thread.CurrentThread.IsThreadPoolThread);
        using AkkaHarness system = new();
        List<ActorRef> children = [];
        system.Spawn("coordinator", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context =>
                {
                    children.Add(context.Spawn("learner", Spec("learner")));
                    children.Add(context.Spawn("evaluator", Spec("evaluator")));
                },
            },
        });
        system.Settle();
        children.ForEach(child => system.Send(child, "where are you"));
        system.Settle();
        Assert.Equal((false, true), (isPooled["learner"], isPooled["evaluator"]));
    }

    private static TrainingPlan Plan() => TestTraining.Plan(
        TestTraining.ImageParts(rowsMax: 8), TestTraining.Learner() with { StalenessMax = 0 }, TestTraining.Pool());
}
