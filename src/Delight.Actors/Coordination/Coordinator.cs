using System.Globalization;
using Delight.Actors.Evaluation;
using Delight.Actors.Learners;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Snapshots;

namespace Delight.Actors.Coordination;

/// <summary>Sets up all roles of one training on their nodes, supervises them, and ends the run.</summary>
/// <param name="plan">What to set up.</param>
/// <remarks>
/// <para>In: <see cref="TrainingFinished"/> from the learner, <see cref="FinalPolicyRecorded"/> from the recorder,
/// <see cref="Terminated"/> of workers. Out: none.</para>
/// <para>State: which of the first two it has heard, and how many workers live.</para>
/// <para>Time: none read. Order: the two may come in either order.</para>
/// <para>Restart: starts the training anew, so its own failures escalate. A failed worker is restarted with back-off;
/// any other role's failure ends the run, and so does the end of the last worker.</para>
/// </remarks>
public sealed class Coordinator(TrainingPlan plan) : IActor
{
    private bool _hasFinalPolicy;
    private bool _isRecorded;
    private int _workers;

    /// <inheritdoc/>
    public void PreStart(IActorContext context)
    {
        SnapshotPool snapshots = new(plan.Parts.Policy.Layout.Length);
        ActorRef recorder = Spawn(
            "recorder", node: null, () => new Recorder(plan.Totals, plan.Sink, plan.Learner.Steps, context.Self),
                context);
        ActorRef parameterServer = Spawn("parameter-server", plan.ParameterServerNode, () => new ParameterServer(),
            context);
        ActorRef rewardService = SpawnRewardService(context);
        ActorRef evaluator = Spawn("evaluator", plan.EvaluatorNode, () => new Evaluator(recorder, CreateEvaluation),
            context);
        LearnerPeers learnerPeers = new(parameterServer, evaluator, recorder, context.Self);
        ActorRef learner = Spawn(
            "learner", plan.Learner.Node, () =>
                new Learner(plan.Parts, plan.Learner, learnerPeers, snapshots), context);
        RolloutPeers workerPeers = new(learner, parameterServer, rewardService);
        foreach (RolloutOptions pool in plan.Pools)
        {
            for (int index = 0; index < pool.Count; index++)
            {
                SpawnWorker(pool, index, workerPeers, context);
            }
        }
    }

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case TrainingFinished finished:
                plan.Outcome.Parameters = finished.Snapshot.Parameters.ToArray();
                plan.Outcome.Version = finished.Snapshot.Version;
                _hasFinalPolicy = true;
                break;
            case Terminated:
                RequireWorkers();
                break;
            case FinalPolicyRecorded:
                _isRecorded = true;
                break;
            default:
                context.Unhandled(message);
                break;
        }

        if (_hasFinalPolicy && _isRecorded)
        {
            context.Stop(context.Self);
        }
    }

    private void RequireWorkers()
    {
        if (--_workers == 0 && !_hasFinalPolicy)
        {
            throw new InvalidOperationException(
                "every rollout worker has stopped after too many restarts, so nothing is left to train on. Look at "
                + "the run's events for what failed.");
        }
    }

    private static ActorRef Spawn(string name, string? node, Func<IActor> create, IActorContext context) =>
        context.Spawn(name, new ActorSpec { Create = create, Node = node,
            Supervision = SupervisionOptions.Escalating });

    private ActorRef SpawnRewardService(IActorContext context) => context.Spawn("reward-service", new ActorSpec
    {
        Create = () => new RewardService(plan.Parts.Task, plan.RewardService),
        Node = plan.RewardService.Node,
        Mailbox = new MailboxOptions { ItemsMax = plan.RewardService.QueueItemsMax },
        Supervision = SupervisionOptions.Escalating,
    });

    private void SpawnWorker(RolloutOptions pool, int index, RolloutPeers peers, IActorContext context)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{pool.Pool}-{index}");

        // Ten restarts with their pauses (1, 2, 4, 8, 16 s, then 30 s each) take three minutes: in a shorter window a
        // worker that fails every time would never be stopped, and a run without any other would never end.
        SupervisionOptions supervision = new()
        {
            RestartsMax = 10,
            Window = TimeSpan.FromMinutes(10),
            BackoffMin = TimeSpan.FromSeconds(1),
            BackoffMax = TimeSpan.FromSeconds(30),
        };
        RolloutParts parts = new(
            plan.Parts.Policy.Layout,
            () => new RolloutSampler(plan.Parts.Task, plan.Parts.Policy, pool, plan.SamplesPerContext));
        ActorRef worker = context.Spawn(name, new ActorSpec
        {
            Create = () => new RolloutWorker(peers, pool, parts),
            Node = pool.Node,
            Supervision = supervision,
        });
        context.Watch(worker);
        _workers++;
    }

    private HeldOutEvaluation CreateEvaluation() => new(plan.Parts.Task, plan.Parts.Policy, plan.EvaluationRows);
}
