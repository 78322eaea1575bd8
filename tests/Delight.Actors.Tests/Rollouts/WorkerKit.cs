using Akka.Actor;
using Akka.Event;
using Delight.Actors.Messages;
using Delight.Actors.ParameterServers;
using Delight.Actors.Rollouts;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;
using Delight.Learning.Training;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Rollouts;

/// <summary>One worker of a bandit whose peers are probes. Its requests have 4 rows, two of each context.</summary>
public abstract class WorkerKit : SimulationTestKit
{
    /// <summary>Three requests at once, two seconds each.</summary>
    protected static RolloutOptions Plain { get; } = TestTraining.Pool(rowsPerRequest: 4) with
    {
        RequestsInFlight = 3, RequestTime = TimeSpan.FromSeconds(2),
    };

    protected SimulationTestProbe Learner { get; private set; } = null!;

    protected SimulationTestProbe Server { get; private set; } = null!;

    protected SimulationTestProbe Rewards { get; private set; } = null!;

    protected SimulationTestProbe Unhandled { get; private set; } = null!;

    protected IActorRef Worker { get; private set; } = ActorRefs.Nobody;

    protected void Start(RolloutOptions options, TrainerParts? trained = null)
    {
        (Learner, Server) = (CreateTestProbe("learner"), CreateTestProbe("server"));
        (Rewards, Unhandled) = (CreateTestProbe("rewards"), CreateTestProbe("unhandled"));
        Sys.EventStream.Subscribe(Unhandled.Ref, typeof(UnhandledMessage));
        TrainerParts parts = trained ?? TestTraining.BanditParts(8);
        RolloutPeers peers = new(Learner.Ref, Server.Ref, Rewards.Ref);
        RolloutParts workerParts = new(
            parts.Policy.Layout, () => new RolloutSampler(parts.Task, parts.Policy, options, samplesPerContext: 2),
            new RunClock(Sys.Scheduler), RunStreams.Of(1));
        Worker = Sys.ActorOf(RoleProps.Of(() => new RolloutWorker(peers, options, workerParts)), "worker");
    }

    /// <summary>Grants rows 4 · request to 4 · request + 3.</summary>
    protected void Grant(long request, long oldest = 0) => Learner.Send(
        Worker, new GenerateRollouts(
            new RequestId(0, request), FirstRow: 4 * request, Rows: 4, new PolicyVersion(0, oldest)));

    /// <returns>Tells whether anybody still holds the policy.</returns>
    protected WeakReference Publish(long step)
    {
        PolicySnapshot snapshot = new(new PolicyVersion(0, step), [0, 0, 0]);
        Server.Send(Worker, new PolicyPublished(snapshot));
        RunFor(TimeSpan.Zero);
        return new WeakReference(snapshot);
    }
}
