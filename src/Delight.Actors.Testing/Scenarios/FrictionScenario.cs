using System.Globalization;
using Delight.Actors.Checkpoints;
using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Training;
using Delight.Learning.Advantages;
using Delight.Learning.Optimisers;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;
using Delight.Learning.Training;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Scenarios;

/// <summary>A whole small training with everything that goes wrong in it, ready to run in virtual time.</summary>
/// <remarks>
/// <para>Immutable: every <c>With</c> method and every fault gives a changed copy, so a test class can share one. Begin
/// with <see cref="Bandit"/>, <see cref="Reversal"/> or <see cref="Of"/>.</para>
/// <para>Nodes: <c>learner</c>, <c>parameter-server</c>, <c>reward-service</c>, <c>evaluator</c> and <c>workers</c>,
/// where the two workers of pool <c>rollout</c> live. Messages between them take 1 ms, an update 10 ms, a request
/// 1 ms.</para>
/// <para>The same scenario gives the same run each time, bit for bit, on every machine.</para>
/// </remarks>
public sealed partial record FrictionScenario
{
    private FrictionScenario()
    {
    }

    /// <summary>Makes the task of a run.</summary>
    public required Func<ITask> Task { get; init; }

    /// <summary>Makes the policy of a run for the shape of its task.</summary>
    public required Func<PolicyShape, IPolicy> Policy { get; init; }

    /// <summary>What turns batches into updates.</summary>
    /// <value>Default <c>dg</c>.</value>
    public EstimatorChoice Estimator { get; init; } = "dg";

    /// <summary>Makes what turns rewards into advantages.</summary>
    public required Func<IAdvantage> Baseline { get; init; }

    /// <summary>The learning rate.</summary>
    public required LearningRateOptions LearningRate { get; init; }

    /// <summary>Owns every random draw: initial weights, contexts, actions, rewards, network, faults.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Settings of the learner.</summary>
    /// <value>Default: 100 updates of 8 rows, three batches in flight, no bound on staleness, every update
    /// measured.</value>
    public LearnerOptions Learner { get; init; } = new()
    {
        Node = "learner", Steps = 100, BatchRows = 8, RowsInFlightMax = 24, StepTime = TimeSpan.FromMilliseconds(10),
        MeasureEvery = 1, EvaluateEvery = 10,
    };

    /// <summary>The pools of workers.</summary>
    /// <value>Default one pool <c>rollout</c> of two workers, each with three requests of four rows in flight: the
    /// learner never starves.</value>
    public IReadOnlyList<RolloutOptions> Pools { get; init; } =
    [
        new()
        {
            Pool = "rollout", Node = "workers", Count = 2, RowsPerRequest = 4, RequestsInFlight = 3,
            RequestTime = TimeSpan.FromMilliseconds(1),
        },
    ];

    /// <summary>Rows of one group: answers sampled for each context.</summary>
    /// <value>At least 1. Default 1.</value>
    public int SamplesPerContext { get; init; } = 1;

    /// <summary>Settings of the reward service.</summary>
    /// <value>Default: scores at once and rightly.</value>
    public RewardServiceOptions Rewards { get; init; } = new() { Node = "reward-service" };

    /// <summary>Links between the nodes.</summary>
    /// <value>Default: 1 ms.</value>
    public LinkQuality Network { get; init; } = new() { Latency = TimeSpan.FromMilliseconds(1) };

    /// <summary>Links that differ from <see cref="Network"/>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<TrainingLink> Links { get; init; } = [];

    /// <summary>Time after which the death of a node is known to others.</summary>
    /// <value>At least 0. Default one second.</value>
    public TimeSpan DetectionTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What goes wrong, and when.</summary>
    /// <value>Default: nothing.</value>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Held-out contexts of one evaluation; the task's, where it has fewer.</summary>
    /// <value>At least 1. Default 256.</value>
    public int EvaluationRows { get; init; } = 256;

    /// <summary>Longest time without an update before the run fails as hanging.</summary>
    /// <value>Above 0. Default one hour of virtual time.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Makes the disk of a run's learner.</summary>
    /// <value>Default: one in memory.</value>
    public Func<ICheckpointStore> Checkpoints { get; init; } = () => new MemoryCheckpointStore();

    /// <summary>Changes how the learner is put together, for example who hears of its rows.</summary>
    /// <value>Default: nothing.</value>
    public Func<LearnerParts, LearnerParts> AdjustLearner { get; init; } = parts => parts;

    /// <summary>Trains in virtual time to the end.</summary>
    /// <exception cref="FrictionScenarioException">The scenario breaks a rule (all of them are named), or the run
    /// failed: a role was lost, the training hangs or diverged. The message has seed, time and the last
    /// events.</exception>
    public FrictionResult Run()
    {
        FrictionScenarioRules.Require(this);
        ITask task = Task();
        RecordedRun record = new();
        RowTally rows = new();
        TrainingPlan plan = Plan(task, record) with
        {
            AdjustLearner = parts =>
            {
                LearnerParts adjusted = AdjustLearner(parts);
                rows.Inner = adjusted.Audit;
                return adjusted with { Audit = rows };
            },
        };
        EventList events = new();
        try
        {
            TrainingResult end = SimulatedTraining.Run(plan, Frictions, events);
            return new FrictionResult
            {
                Scenario = this, Totals = plan.Totals, Counters = end.Counters, Rows = rows, Record = record,
                Events = events.All, Digest = end.Digest!.Value, VirtualTime = end.Elapsed,
                Parameters = plan.Outcome.Parameters!,
            };
        }
        catch (Exception failure) when (failure is RoleFailedException or InvalidOperationException)
        {
            throw new FrictionScenarioException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{failure.Message} Estimator {Estimator.Name}, seed {Seed}, {plan.Totals.Updates} of "
                    + $"{Learner.Steps} updates. {RunEventText.Last(events.All)}"),
                failure);
        }
    }

    /// <summary>Trains once with each of two estimators on the same seed: initial weights and contexts are the
    /// same.</summary>
    /// <param name="first">For example <c>dg</c>.</param>
    /// <param name="second">For example <c>reinforce</c>.</param>
    /// <exception cref="FrictionScenarioException">The scenario breaks a rule, or a run failed.</exception>
    public EstimatorComparison Compare(EstimatorChoice first, EstimatorChoice second) =>
        new((this with { Estimator = first }).Run(), (this with { Estimator = second }).Run());

    /// <summary>The same on several seeds, one comparison each.</summary>
    /// <param name="first">For example <c>dg</c>.</param>
    /// <param name="second">For example <c>reinforce</c>.</param>
    /// <param name="seeds">At least one.</param>
    /// <exception cref="FrictionScenarioException">The scenario breaks a rule, or a run failed.</exception>
    /// <exception cref="ArgumentException">There is no seed.</exception>
    public IReadOnlyList<EstimatorComparison> Compare(
        EstimatorChoice first, EstimatorChoice second, params IReadOnlyList<ulong> seeds)
    {
        if (seeds.Count == 0)
        {
            throw new ArgumentException("seeds has 0 elements; a comparison needs at least 1.", nameof(seeds));
        }

        return [.. seeds.Select(seed => (this with { Seed = seed }).Compare(first, second))];
    }

    /// <summary>All nodes of the roles.</summary>
    internal IReadOnlyList<string> Nodes => [.. new[]
    {
        Learner.Node, "parameter-server", Rewards.Node, "evaluator",
    }.Concat(Pools.Select(pool => pool.Node)).Distinct(StringComparer.Ordinal)];

    private TrainingFrictions Frictions => new()
    {
        Network = Network, Links = Links, DetectionTime = DetectionTime,
        Faults = Faults,
    };

    private TrainingPlan Plan(ITask task, RecordedRun record) => new()
    {
        Parts = new TrainerParts
        {
            Task = task, Policy = Policy(task.Shape), Estimator = Estimator.Create(), Advantage = Baseline(),
            LearningRate = LearningRate, RowsMax = Learner.BatchRows, Seed = Seed,
        },
        Learner = Learner,
        ParameterServerNode = "parameter-server",
        Pools = Pools,
        SamplesPerContext = SamplesPerContext,
        RewardService = Rewards,
        EvaluatorNode = "evaluator",
        EvaluationRows = Math.Min(EvaluationRows, task.HeldOutCount),
        Sink = record,
        Checkpoints = Checkpoints(),
        StallTimeout = StallTimeout,
    };
}
