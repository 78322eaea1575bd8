using Akka.Actor;
using Delight.Actors.Evaluation;
using Delight.Actors.Learners;
using Delight.Actors.ParameterServers;
using Delight.Actors.Recording;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Running;

namespace Delight.Actors.Coordination;

/// <summary>The nodes of a training, each with its roles.</summary>
/// <remarks>Roles reach each other by <see cref="ActorSelection"/>, so a role is found again when its node comes
/// back.</remarks>
internal sealed class TrainingNodes
{
    private readonly List<(string Node, RoleProgram Role)> _roles = [];
    private readonly TrainingPlan _plan;
    private readonly IActorRefFactory _system;
    private readonly RunClock _clock;
    private readonly StreamSource _random;

    private TrainingNodes(TrainingPlan plan, ActorSystem system)
    {
        (_plan, _system) = (plan, system);
        _clock = new RunClock(system.Scheduler, plan.StartsAt);
        _random = RunStreams.Of(plan.Parts.Seed);
    }

    /// <summary>The nodes in the order in which they start; the one of the coordinator comes first.</summary>
    /// <param name="plan">What to train.</param>
    /// <param name="system">Where the nodes will run. Its configuration has what <see cref="TrainingConfig"/>
    /// says.</param>
    public static IReadOnlyList<NodeProgram> Of(TrainingPlan plan, ActorSystem system)
    {
        TrainingNodes nodes = new(plan, system);
        nodes.AddRecord();
        nodes.AddServices();
        nodes.AddLearner();
        nodes.AddWorkers();
        NodePeers peers = new(nodes.Select(TrainingPlan.ControlNode, "coordinator"), nodes._clock);
        return
        [
            .. nodes._roles.GroupBy(role => role.Node, StringComparer.Ordinal)
                .Select(node => new NodeProgram(node.Key, [.. node.Select(role => role.Role)], peers)),
        ];
    }

    /// <summary>Path of a role.</summary>
    /// <param name="node">Its node.</param>
    /// <param name="role">Its name.</param>
    public static string PathOf(string node, string role) => $"/user/{node}/{role}";

    private ActorSelection ParameterServer => Select(_plan.ParameterServerNode, "parameter-server");

    private ActorSelection Recorder => Select(TrainingPlan.ControlNode, "recorder");

    private ActorSelection Evaluator => Select(_plan.EvaluatorNode, "evaluator");

    private ActorSelection Coordinator => Select(TrainingPlan.ControlNode, "coordinator");

    private void AddRecord()
    {
        ICanTell evaluator = Evaluator, coordinator = Coordinator;
        Add(TrainingPlan.ControlNode, "coordinator", RoleWave.Record, RoleProps.Of(
            () => new Coordinator(_plan, evaluator)));
        Add(TrainingPlan.ControlNode, "recorder", RoleWave.Record, RoleProps.Of(
            () => new Recorder(_plan.Totals, _plan.Sink, _plan.Learner.Steps, coordinator, _clock)));
    }

    private void AddServices()
    {
        ICanTell recorder = Recorder;
        Add(_plan.ParameterServerNode, "parameter-server", RoleWave.Service, RoleProps.Of(
            () => new ParameterServer(_plan.ConflatesPolicies)));
        Props rewardService = RoleProps.Of(() => new RewardService(_plan.Parts.Task, _plan.RewardService, _random));
        Add(_plan.RewardService.Node, "reward-service", RoleWave.Service, TrainingConfig.BoundsQueue(_plan)
            ? rewardService.WithMailbox(TrainingConfig.RewardMailbox)
            : rewardService);
        Add(_plan.EvaluatorNode, "evaluator", RoleWave.Service, RoleProps.Of(() => new Evaluator(
            recorder, () => new HeldOutEvaluation(_plan.Parts.Task, _plan.Parts.Policy, _plan.EvaluationRows),
            _random)));
    }

    private void AddLearner()
    {
        LearnerPeers peers = new(ParameterServer, Evaluator, Recorder, Coordinator);
        LearnerParts parts = _plan.AdjustLearner(new LearnerParts
        {
            Trainer = _plan.Parts, Checkpoints = _plan.Checkpoints, Clock = _clock, Random = _random,
            SamplesPerContext = _plan.SamplesPerContext,
        });
        Add(_plan.Learner.Node, "learner", RoleWave.Learner, RoleProps.Of(
            () => new Learner(parts, _plan.Learner, peers)).WithDispatcher(TrainingConfig.LearnerDispatcher));
    }

    private void AddWorkers()
    {
        RolloutPeers peers = new(
            Select(_plan.Learner.Node, "learner"), ParameterServer,
            Select(_plan.RewardService.Node, "reward-service"));
        foreach (RolloutOptions pool in _plan.Pools)
        {
            RolloutParts parts = new(
                _plan.Parts.Policy.Layout,
                () => new RolloutSampler(_plan.Parts.Task, _plan.Parts.Policy, pool, _plan.SamplesPerContext),
                _clock, _random);
            Props worker = RoleProps.Of(() => new RolloutWorker(peers, pool, parts));
            for (int index = 0; index < pool.Count; index++)
            {
                Add(pool.Node, WorkerName.Of(pool.Pool, index), RoleWave.Worker, worker);
            }
        }
    }

    private void Add(string node, string name, RoleWave wave, Props props) =>
        _roles.Add((node, new RoleProgram(name, wave, props)));

    private ActorSelection Select(string node, string role) => _system.ActorSelection(PathOf(node, role));
}
