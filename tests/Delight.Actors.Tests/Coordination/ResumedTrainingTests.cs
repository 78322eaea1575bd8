using Delight.Actors.Checkpoints;
using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Messages;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Training;
using Delight.Learning.Parameters;
using Delight.Simulation.Network;

namespace Delight.Actors.Tests.Coordination;

/// <summary>A training whose process ended, gone on with from its store by another runtime.</summary>
public sealed class ResumedTrainingTests
{
    private const int BatchRows = 8;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(StalenessHandling.Wait, 0.0)]
    [InlineData(StalenessHandling.Wait, 0.05)]
    [InlineData(StalenessHandling.Drop, 0.0)]
    [InlineData(StalenessHandling.Refill, 0.05)]
    public void Resume_WithRowsInFlight_TrainsNoRowTwiceAndKeepsTheBound(StalenessHandling handling, double loss)
    {
        LearnerOptions options = TestTraining.Learner(steps: 60) with
        {
            StepTime = Second, StalenessMax = 2, StalenessHandling = handling, CheckpointEvery = 10,
            RequestTimeout = 20 * Second, MeasureEvery = 1,
        };
        TrainingFrictions network = new() { Network = new LinkQuality { Latency = Second / 2, LossShare = loss } };
        MemoryCheckpointStore store = new();
        using Abandoning sink = new(step: 34);
        RowAudit before = new(), after = new();
        Assert.Throws<OperationCanceledException>(() =>
            SimulatedTraining.Run(Plan(options, before, store, sink), network, observer: null, sink.Token));
        Checkpoint checkpoint = store.Load()!;
        Assert.Equal((30L, 30L), (checkpoint.Trainer.Steps, sink.SavedStep));
        Assert.True(checkpoint.RowsOutstanding > 0, "nothing was in flight");

        TrainingPlan plan = Plan(options, after, store, new Abandoning(step: long.MaxValue)) with
        {
            StartsAt = checkpoint.Elapsed, Totals = new RunTotals(sink.SavedTotals!),
        };
        TrainingResult result = SimulatedTraining.Run(plan, network);

        Assert.Equal(new PolicyVersion(1, 30), Assert.Single(after.Starts));
        Assert.Equal(30 * BatchRows, after.TrainedRows.Count);
        Assert.Equal(after.TrainedRows.Count, after.TrainedRows.Distinct().Count());
        Assert.True(after.TrainedRows.Min() >= checkpoint.NextRow, $"row {after.TrainedRows.Min()} comes again");
        Assert.Empty(after.TrainedRows.Intersect(before.TrainedRows.Take(30 * BatchRows)));
        Assert.InRange(after.StalenessMax, 0, 2);
        Assert.Equal((60L, 60L * BatchRows), (plan.Totals.Updates, plan.Totals.Episodes));
        Assert.Equal(checkpoint.RowsOutstanding, plan.Totals.Dropped["crash"]);
        Assert.Equal(1, plan.Totals.Recoveries);
        Assert.InRange(plan.Totals.Staleness.Max, 0, 2);
        Assert.True(result.Elapsed > checkpoint.Elapsed + (30 * Second), $"{result.Elapsed}");
    }

    private static TrainingPlan Plan(
        LearnerOptions options, RowAudit audit, ICheckpointStore store, IRunSink sink) => TestTraining.Plan(
            TestTraining.BanditParts(BatchRows), options, TestTraining.Pool() with
            {
                RequestTime = Second / 2, SignOfLifeEvery = 5 * Second,
            }) with
        {
            Checkpoints = store, Sink = sink, AdjustLearner = parts => parts with { Audit = audit },
        };

    /// <summary>Cancels at a step, and keeps the totals of the newest checkpoint as a host does.</summary>
    private sealed class Abandoning(long step) : IRunSink, IDisposable
    {
        private readonly CancellationTokenSource _source = new();

        public CancellationToken Token => _source.Token;

        public long SavedStep { get; private set; }

        public RunTotalsState? SavedTotals { get; private set; }

        public void Write(UpdateMeasurement measurement)
        {
            if (measurement.Step == step)
            {
                _source.Cancel();
            }
        }

        public void Write(EvaluationMeasurement measurement)
        {
        }

        public void Write(RunEvent happened)
        {
        }

        public void Saved(PolicyVersion version, RunTotals totals) =>
            (SavedStep, SavedTotals) = (version.Step, totals.Capture());

        public void Dispose() => _source.Dispose();
    }

    private sealed class RowAudit : ILearnerAudit
    {
        private readonly Dictionary<RequestId, long> _firstRows = [];

        public List<PolicyVersion> Starts { get; } = [];

        public List<long> TrainedRows { get; } = [];

        public long StalenessMax { get; private set; }

        public void Started(PolicyVersion version) => Starts.Add(version);

        public void Granted(GenerateRollouts request, AdmissionControl admission, long published) =>
            _firstRows[request.Request] = request.FirstRow;

        public void Admitted(TrajectoriesReady trajectories, long firstRow)
        {
        }

        public void Dropped(in TrajectoryRows rows, string reason)
        {
        }

        public void Trained(PolicyVersion version, in TrajectoryRows rows)
        {
            long first = _firstRows[rows.Trajectories.Request] + rows.Start;
            TrainedRows.AddRange(Enumerable.Range(0, rows.Rows).Select(row => first + row));
            Assert.Equal(version.Term, rows.Trajectories.VersionAtStart.Term);
            StalenessMax = Math.Max(StalenessMax, version.Step - 1 - rows.Trajectories.VersionAtStart.Step);
        }

        public void Published(PolicyVersion version)
        {
        }
    }
}
