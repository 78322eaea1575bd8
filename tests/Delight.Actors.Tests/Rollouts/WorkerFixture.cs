using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Rollouts;
using Delight.Actors.Snapshots;
using Delight.Actors.Testing;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Tests.Rollouts;

/// <summary>One worker of a bandit among probes. Its requests have 4 rows, two of each context.</summary>
internal sealed class WorkerFixture : IDisposable
{
    /// <summary>Three requests at once, two seconds each.</summary>
    public static readonly RolloutOptions Plain = TestTraining.Pool(rowsPerRequest: 4) with
    {
        RequestsInFlight = 3, RequestTime = TimeSpan.FromSeconds(2),
    };

    public WorkerFixture(RolloutOptions options, Action<object, IActorContext>? rewards = null)
    {
        Rewards = new Probe("rewards", rewards);
        RolloutPeers peers = new(
            Harness.Spawn("learner", Learner.Spec), Harness.Spawn("server", Server.Spec),
            Harness.Spawn("rewards", Rewards.Spec));
        TrainerParts parts = TestTraining.BanditParts(8);
        RolloutParts workerParts = new(
            parts.Policy.Layout, () => new RolloutSampler(parts.Task, parts.Policy, options, samplesPerContext: 2));
        Worker = Harness.Spawn("worker", new ActorSpec
        {
            Create = () => new RolloutWorker(peers, options, workerParts),
        });
        Harness.Settle();
    }

    public SimulatedHarness Harness { get; } = new();

    public Probe Learner { get; } = new("learner");

    public Probe Server { get; } = new("server");

    public Probe Rewards { get; }

    public ActorRef Worker { get; }

    public void Send(object message)
    {
        Harness.Send(Worker, message);
        Harness.Settle();
    }

    /// <summary>Grants rows 4 · request to 4 · request + 3.</summary>
    public void Grant(long request, long oldest = 0) =>
        Send(new GenerateRollouts(new RequestId(0, request), FirstRow: 4 * request, Rows: 4,
            new PolicyVersion(0, oldest)));

    /// <returns>Tells whether anybody still holds the policy.</returns>
    public WeakReference Publish(long step)
    {
        PolicySnapshot snapshot = new(new PolicyVersion(0, step), [0, 0, 0]);
        Harness.Send(Worker, new PolicyPublished(snapshot));
        Harness.Settle();
        return new WeakReference(snapshot);
    }

    public void Dispose() => Harness.Dispose();
}
