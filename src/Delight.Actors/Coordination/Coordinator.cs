using System.Globalization;
using Delight.Actors.Evaluation;
using Delight.Actors.Faults;
using Delight.Actors.Learners;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Snapshots;
using Delight.Learning.Training;

namespace Delight.Actors.Coordination;

/// <summary>Sets up all roles of one training on their nodes, supervises them, and ends the run.</summary>
/// <param name="plan">What to set up.</param>
/// <param name="faults">What the runtime can make go wrong; null where it cannot.</param>
/// <remarks>
/// <para>In: <see cref="TrainingFinished"/> from the learner, <see cref="FinalPolicyRecorded"/> from the recorder,
/// <see cref="Terminated"/> of workers and of the roles there is one of, <see cref="CheckProgress"/> from itself. Out:
/// <see cref="EvaluatePolicy"/> of the final policy.</para>
/// <para>State: which of the first two it has heard, how many workers live, how far the training was.</para>
/// <para>Time: a timer to notice that nothing moves, or that the final evaluation got lost. Order: the first two may
/// come in either order.</para>
/// <para>Restart: starts the training anew, so its own failures escalate. Every other role is restarted with back-off,
/// but a recorder that cannot write and a learner that diverged end the run; and so does the end of the last worker, or
/// of a role there is one of.</para>
/// </remarks>
public sealed class Coordinator(TrainingPlan plan, IFaultControl? faults = null) : IActor
{
    private const string ProgressKey = "progress";

    private static readonly TimeSpan FinalEvaluationPatience = TimeSpan.FromMinutes(2);

    private readonly HashSet<ActorRef> _workers = [];
    private readonly ActorDirectory _directory = new();
    private PolicySnapshot? _final;
    private ActorRef? _evaluator;
    private bool _isRecorded;
    private long _episodes = -1;

    /// <inheritdoc/>
    public void PreStart(IActorContext context)
    {
        ActorRef recorder = context.Spawn("recorder", new ActorSpec
        {
            Create = () => new Recorder(plan.Totals, plan.Sink, plan.Learner.Steps, context.Self),
            Supervision = SupervisionOptions.Escalating,
        });
        ActorRef parameterServer = SpawnRole(
            "parameter-server", plan.ParameterServerNode, () => new ParameterServer(plan.ConflatesPolicies), context);
        ActorRef rewardService = SpawnRewardService(context);
        _evaluator = SpawnRole(
            "evaluator", plan.EvaluatorNode, () => new Evaluator(recorder, CreateEvaluation), context);
        LearnerPeers learnerPeers = new(parameterServer, _evaluator, recorder, context.Self);
        LearnerParts learnerParts = plan.AdjustLearner(new LearnerParts
        {
            Trainer = plan.Parts, Checkpoints = plan.Checkpoints,
        });
        ActorRef learner = SpawnRole(
            "learner", plan.Learner.Node, () => new Learner(learnerParts, plan.Learner, learnerPeers), context);
        RolloutPeers workerPeers = new(learner, parameterServer, rewardService);
        foreach (RolloutOptions pool in plan.Pools)
        {
            for (int index = 0; index < pool.Count; index++)
            {
                SpawnWorker(pool, index, workerPeers, context);
            }
        }

        _directory.Add("learner", learner);
        _directory.Add("parameter-server", parameterServer);
        _directory.Add("reward-service", rewardService);
        _directory.Add("evaluator", _evaluator);
        SpawnInjector(context);
        context.StartTimer(ProgressKey, new CheckProgress(), plan.StallTimeout);
    }

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case TrainingFinished finished when _final is null:
                Keep(finished.Snapshot, context);
                break;
            case TrainingFinished:
                break; // from a learner that crashed after its end, and came to it again
            case Terminated gone:
                Miss(gone, context);
                break;
            case FinalPolicyRecorded:
                _isRecorded = true;
                break;
            case CheckProgress:
                RequireProgress(context);
                break;
            default:
                context.Unhandled(message);
                break;
        }

        if (_final is not null && _isRecorded)
        {
            context.Stop(context.Self);
        }
    }

    private void Keep(PolicySnapshot snapshot, IActorContext context)
    {
        _final = snapshot;
        plan.Outcome.Parameters = snapshot.Parameters.ToArray();
        plan.Outcome.Version = snapshot.Version;
        Measure(context);
    }

    private void Measure(IActorContext context)
    {
        context.Send(_evaluator!, new EvaluatePolicy(_final!));
        context.StartTimer(ProgressKey, new CheckProgress(), FinalEvaluationPatience);
    }

    private void RequireProgress(IActorContext context)
    {
        if (_final is not null)
        {
            Measure(context);
            return;
        }

        if (plan.Totals.Episodes == _episodes)
        {
            throw new TrainingStalledException(plan.Totals.Updates, plan.Learner.Steps, plan.StallTimeout);
        }

        _episodes = plan.Totals.Episodes; // updates may have been undone
        context.StartTimer(ProgressKey, new CheckProgress(), plan.StallTimeout);
    }

    private void Miss(Terminated gone, IActorContext context)
    {
        if (gone.HasNodeDied)
        {
            context.Watch(gone.Actor); // it comes back with its node
            return;
        }

        if (!_workers.Remove(gone.Actor))
        {
            throw new RoleLostException(
                $"{gone.Actor} has stopped after too many restarts, and nothing goes on without it. Look at the run's "
                + "events for what failed.");
        }

        if (_workers.Count == 0 && _final is null)
        {
            throw new RoleLostException(
                "every rollout worker has stopped after too many restarts, so nothing is left to train on. Look at "
                + "the run's events for what failed.");
        }
    }

    /// <summary>
    /// Ten restarts with their pauses (1, 2, 4, 8, 16 s, then 30 s each) take three minutes: in a shorter window an
    /// actor that fails every time would never be stopped, and a run that needs it would never end.
    /// </summary>
    private static SupervisionOptions Patient(Func<Exception, Directive> decide) => new()
    {
        Decide = decide,
        RestartsMax = 10,
        Window = TimeSpan.FromMinutes(10),
        BackoffMin = TimeSpan.FromSeconds(1),
        BackoffMax = TimeSpan.FromSeconds(30),
    };

    private static ActorRef SpawnRole(string name, string node, Func<IActor> create, IActorContext context) =>
        SpawnRole(name, new ActorSpec { Create = create, Node = node }, context);

    private static ActorRef SpawnRole(string name, ActorSpec spec, IActorContext context)
    {
        // A training that diverged diverges again from its checkpoint; what cannot be made once can never be made.
        bool isMade = false;
        SupervisionOptions supervision = Patient(
            failure => failure is TrainingDivergedException || !isMade ? Directive.Escalate : Directive.Restart);
        IActor Create()
        {
            IActor made = spec.Create();
            isMade = true;
            return made;
        }

        ActorRef role = context.Spawn(name, spec with { Create = Create, Supervision = supervision });
        context.Watch(role);
        return role;
    }

    private ActorRef SpawnRewardService(IActorContext context) => SpawnRole(
        "reward-service",
        new ActorSpec
        {
            Create = () => new RewardService(plan.Parts.Task, plan.RewardService),
            Node = plan.RewardService.Node,
            Mailbox = new MailboxOptions { ItemsMax = plan.RewardService.QueueItemsMax },
        },
        context);

    private void SpawnWorker(RolloutOptions pool, int index, RolloutPeers peers, IActorContext context)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{pool.Pool}-{index}");
        RolloutParts parts = new(
            plan.Parts.Policy.Layout,
            () => new RolloutSampler(plan.Parts.Task, plan.Parts.Policy, pool, plan.SamplesPerContext));
        ActorRef worker = context.Spawn(name, new ActorSpec
        {
            Create = () => new RolloutWorker(peers, pool, parts),
            Node = pool.Node,
            Supervision = Patient(_ => Directive.Restart),
        });
        context.Watch(worker);
        _workers.Add(worker);
        _directory.Add(string.Create(CultureInfo.InvariantCulture, $"{pool.Pool}/{index}"), worker);
    }

    private void SpawnInjector(IActorContext context)
    {
        if (plan.Faults is { Faults.Count: > 0 } planned)
        {
            IFaultControl control = faults ?? throw new InvalidOperationException(
                $"the plan has {planned.Faults.Count} faults and this runtime cannot inject any; run it without them.");
            context.Spawn("faults", new ActorSpec
            {
                Create = () => new FaultInjector(planned, control, _directory), Node = planned.Node,
                Supervision = SupervisionOptions.Escalating,
            });
        }
    }

    private HeldOutEvaluation CreateEvaluation() => new(plan.Parts.Task, plan.Parts.Policy, plan.EvaluationRows);
}
