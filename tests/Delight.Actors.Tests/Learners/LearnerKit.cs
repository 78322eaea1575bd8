using Akka.Actor;
using Delight.Actors.Checkpoints;
using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Actors.Running;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Learners;

/// <summary>A learner whose peers are probes.</summary>
public abstract class LearnerKit : SimulationTestKit
{
    private long _nextLife;

    protected static TimeSpan Second { get; } = TimeSpan.FromSeconds(1);

    protected static LearnerOptions Options { get; } = new()
    {
        Node = "learner", Steps = 100, BatchRows = 2, RowsInFlightMax = 100, EvaluateEvery = 50,
        MeasureEvery = 50,
    };

    protected SimulationTestProbe Server { get; private set; } = null!;

    protected SimulationTestProbe Evaluator { get; private set; } = null!;

    protected SimulationTestProbe Recorder { get; private set; } = null!;

    protected SimulationTestProbe Coordinator { get; private set; } = null!;

    protected MemoryCheckpointStore Disk { get; } = new();

    protected IActorRef Learner { get; private set; } = ActorRefs.Nobody;

    protected void Start(LearnerOptions options, int samplesPerContext = 1)
    {
        (Server, Evaluator) = (CreateTestProbe("server"), CreateTestProbe("evaluator"));
        (Recorder, Coordinator) = (CreateTestProbe("recorder"), CreateTestProbe("coordinator"));
        LearnerParts parts = new()
        {
            Trainer = TestTraining.BanditParts(options.BatchRows), Checkpoints = Disk,
            Clock = new RunClock(Sys.Scheduler), Random = RunStreams.Of(1),
            SamplesPerContext = samplesPerContext,
        };
        LearnerPeers peers = new(Server.Ref, Evaluator.Ref, Recorder.Ref, Coordinator.Ref);
        Learner = Sys.ActorOf(RoleProps.Of(() => new Learner(parts, options, peers)), "learner");
    }

    /// <summary>Lets a worker ask for work, in a new life unless the test says which.</summary>
    protected void Ask(SimulationTestProbe worker, int slots, int rowsPerRequest = 2, long? life = null)
    {
        worker.Send(Learner, new RequestWork(slots, rowsPerRequest, life ?? _nextLife++));
        RunFor(Second / 100);
    }

    /// <summary>Lets a worker answer, and passes the time that the learner needs for it.</summary>
    protected void Answer(SimulationTestProbe worker, TrajectoriesReady trajectories, TimeSpan? time = null)
    {
        worker.Send(Learner, trajectories);
        RunFor(time ?? 10 * Second);
    }
}
