using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Frictions;
using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Execution;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Settings;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;
using Delight.Learning.Execution;
using Delight.Learning.Optimisers;
using Delight.Learning.Parts;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;
using Delight.Learning.Training;

namespace Delight.Experiments.Runs;

/// <summary>A scenario whose parts exist: it can be turned into plans, one for each run.</summary>
/// <remarks>The task is loaded once and shared by all runs made from it, on any thread.</remarks>
public sealed class PreparedScenario
{
    private readonly PartCatalogues _catalogues;
    private readonly float[]? _initial;

    private PreparedScenario(EffectiveScenario scenario, PartCatalogues catalogues, ITask task)
    {
        Scenario = scenario;
        _catalogues = catalogues;
        Task = task;
        IPolicy policy = CreatePolicyOrRefuse();
        _initial = Settings.Policy.Initial is not { } file ? null : PolicyFile.Read(
            file, policy.Layout, scenario.PolicyLabel, $"{scenario.Source("policy.initial")}: policy.initial");
    }

    /// <summary>The checked values.</summary>
    public EffectiveScenario Scenario { get; }

    /// <summary>The same values by type.</summary>
    public Scenario Settings => Scenario.Settings;

    /// <summary>What is learned.</summary>
    public ITask Task { get; }

    /// <summary>Links between the nodes, and faults.</summary>
    public TrainingFrictions Frictions => ScenarioFrictions.Of(Settings);

    /// <summary>Creates the task and the policy, and checks what could not be checked before.</summary>
    /// <param name="scenario">Checked values.</param>
    /// <param name="catalogues">The catalogues that it was loaded with.</param>
    /// <param name="shared">A task of the same options to share; null to load it.</param>
    /// <exception cref="UserErrorException">The task's data cannot be used, or something does not go with the
    /// task.</exception>
    public static PreparedScenario Prepare(EffectiveScenario scenario, PartCatalogues catalogues, ITask? shared = null)
    {
        ITask task;
        try
        {
            task = shared ?? CreateTask(scenario, catalogues);
        }
        catch (TaskDataException error)
        {
            throw new UserErrorException($"{scenario.Source("task.name")}: task: {error.Message}");
        }

        scenario = TaskRules.Fit(scenario, task.HeldOutCount);
        string[] problems =
        [
            .. TaskRules.Check(scenario, catalogues, task.Shape, task.HeldOutCount),
            .. TaskRules.CheckKnowledge(scenario, catalogues, task),
        ];
        if (problems.Length > 0)
        {
            throw new UserErrorException(problems);
        }

        return new PreparedScenario(scenario, catalogues, task);
    }

    /// <summary>Starts the threads that one run's learner computes with.</summary>
    internal KernelThreads StartThreads() => new(Settings.Learner.Threads);

    /// <summary>Makes the plan of one run; each run needs its own.</summary>
    /// <param name="sink">Where its measurements go.</param>
    /// <param name="executor">Lends the learner its threads.</param>
    public TrainingPlan Plan(IRunSink sink, IKernelExecutor executor) => new()
    {
        Parts = Parts() with { Executor = executor },
        EstimatorName = Scenario.EstimatorLabel,
        Learner = Learner(),
        ParameterServerNode = Settings.ParameterServer.Node,
        Pools = [.. Settings.Workers.Select(Pool)],
        SamplesPerContext = Settings.Learner.SamplesPerContext,
        RewardService = RewardService(),
        EvaluatorNode = Settings.Evaluation.Node,
        EvaluationRows = Settings.Evaluation.Rows,
        StallTimeout = Settings.Learner.StallTimeout,
        Sink = sink,
    };

    /// <summary>What checkpoints of its runs belong to.</summary>
    public CheckpointOrigin Origin => CheckpointOrigin.Of(Scenario.TaskLabel, CreatePolicy().Layout);

    /// <summary>What the workers of a node elsewhere are made from.</summary>
    internal NodeWork NodeWork() => new(
        (ulong)Settings.Seed, Task, CreatePolicy(), [.. Settings.Workers.Select(Pool)],
        Settings.Learner.SamplesPerContext)
    {
        ParameterServerNode = Settings.ParameterServer.Node,
    };

    /// <summary>The policy that the scenario names, for the task's shape and on the scenario's engine.</summary>
    public IPolicy CreatePolicy()
    {
        (PartDefinition<Func<OptionValues, PolicyShape, IPolicy>> definition, OptionValues values) =
            Resolve(_catalogues.Policies, Settings.Policy.Part);
        return PolicyEngines.Adopt(
            definition.Create(values, Task.Shape), Settings.Policy.Engine, Settings.Policy.Device);
    }

    /// <summary>The policy that training starts from: with the weights of <c>policy.initial</c> where it is
    /// set.</summary>
    private IPolicy CreateInitialPolicy() =>
        _initial is null ? CreatePolicy() : new PretrainedPolicy(CreatePolicy(), _initial);

    private IPolicy CreatePolicyOrRefuse()
    {
        try
        {
            return CreatePolicy();
        }
        catch (ArgumentException error)
        {
            string message = error.ParamName is null ? error.Message
                : error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal);
            throw new UserErrorException($"{Scenario.Source("policy.name")}: policy: {message}");
        }
        catch (PolicyEngineException error)
        {
            throw new UserErrorException($"{Scenario.Source("policy.engine")}: policy.engine is "
                + $"'{Scenario.Value("policy.engine").Text}'; {error.Message}");
        }
    }

    private static ITask CreateTask(EffectiveScenario scenario, PartCatalogues catalogues)
    {
        PartReference reference = scenario.Settings.Task;
        var (definition, _) = Resolve(catalogues.Tasks, reference);
        Dictionary<string, string> options = new(reference.Options, StringComparer.Ordinal);
        foreach (OptionDefinition option in definition.Options.Where(option => option.Kind == OptionKind.Path))
        {
            if (options.TryGetValue(option.Name, out string? path))
            {
                options[option.Name] = ClonePaths.Resolve(path);
            }
        }

        (definition, OptionValues values) = Resolve(catalogues.Tasks, reference with { Options = options });
        return definition.Create(values);
    }

    private static (PartDefinition<TFactory> Definition, OptionValues Values) Resolve<TFactory>(
        PartCatalogue<TFactory> catalogue, PartReference reference)
        where TFactory : Delegate
    {
        List<string> errors = [];
        return catalogue.Resolve(reference, errors)
            ?? throw new InvalidOperationException(
                $"a checked {catalogue.Kind} does not resolve: {string.Join(' ', errors)}");
    }

    private RolloutOptions Pool(WorkerSettings pool) => new()
    {
        Pool = pool.Pool,
        Node = pool.Node,
        Count = pool.Count,
        RowsPerRequest = pool.RowsPerRequest,
        RequestsInFlight = pool.RequestsInFlight,
        RequestTime = pool.RequestTime,
        SurprisalTime = pool.SurprisalTime,
        Build = pool.Build,
        Defects = new DefectOptions
        {
            Share = pool.DefectShare,
            Unit = pool.DefectUnit,
            TellsTruth = pool.DefectClaim == DefectClaim.True,
        },
        Precision = pool.Precision,
        Age = Age(pool),
        UpdatesInFlight = pool.UpdatesInFlight,
        RewardTimeout = pool.RewardTimeout,
        RewardDefault = (float)pool.RewardDefault,
        SignOfLifeEvery = pool.SignOfLifeEvery,
    };

    private PolicyAge? Age(WorkerSettings pool)
    {
        var age = Resolve(PolicyAgeCatalogue.Create(), pool.Age);
        return age.Definition.Create(age.Values, Settings.Learner.BatchRows);
    }

    private RewardServiceOptions RewardService() => new()
    {
        Node = Settings.RewardService.Node,
        ScoreTime = Settings.RewardService.ScoreTime,
        QueueItemsMax = Settings.RewardService.QueueItemsMax ?? int.MaxValue,
        FlipShare = Settings.RewardService.FlipShare,
        FalsePositiveShare = Settings.RewardService.FalsePositiveShare,
        SwapShare = Settings.RewardService.SwapShare,
        LateShare = Settings.RewardService.LateShare,
        LateBy = Settings.RewardService.LateBy,
    };

    private TrainerParts Parts()
    {
        var advantage = Resolve(_catalogues.Advantages, Settings.Baseline);
        OptimiserSettings optimiser = Settings.Optimiser;
        return new TrainerParts
        {
            Task = Task,
            Policy = CreateInitialPolicy(),
            Estimator = ScenarioRules.NewEstimator(Settings, _catalogues),
            Advantage = advantage.Definition.Create(advantage.Values),
            Adam = new AdamOptions
            {
                Beta1 = optimiser.Beta1, Beta2 = optimiser.Beta2, Epsilon = optimiser.Epsilon,
            },
            LearningRate = new LearningRateOptions
            {
                Peak = optimiser.LearningRate,
                Schedule = optimiser.Schedule,
                WarmupSteps = optimiser.WarmupSteps,
                StepsTotal = Settings.Learner.Steps,
            },
            GradientNormMax = optimiser.GradientNormMax ?? double.PositiveInfinity,
            GroupTolerance = GroupTolerance(GroupHandling.Drop),
            RowsMax = Settings.Learner.BatchRows,
            Passes = Settings.Learner.Passes,
            MinibatchRows = Settings.Learner.MinibatchRows,
            Seed = (ulong)Settings.Seed,
        };
    }

    /// <summary>The tolerance where groups are handled in that way, else null.</summary>
    private double? GroupTolerance(GroupHandling handling) =>
        Settings.Learner.GroupHandling == handling ? Settings.Learner.GroupTolerance : null;

    private LearnerOptions Learner() => new()
    {
        Node = Settings.Learner.Node,
        Steps = Settings.Learner.Steps,
        BatchRows = Settings.Learner.BatchRows,
        StepTime = Settings.Learner.StepTime,
        RowsInFlightMax = Settings.Learner.RowsInFlightMax,
        StalenessMax = Settings.Learner.StalenessMax,
        StalenessHandling = Settings.Learner.StalenessHandling,
        RefillTolerance = GroupTolerance(GroupHandling.Refill),
        ReplayBatches = Settings.Learner.ReplayBatches,
        RequestTimeout = Settings.Learner.RequestTimeout,
        CheckpointEvery = Settings.Learner.CheckpointEvery,
        PublishEvery = Settings.ParameterServer.PublishEvery,
        EvaluateEvery = Settings.Evaluation.Every,
        MeasureEvery = Settings.Recorder.Every,
        MeasuresCosines = Settings.Recorder.Cosines,
    };
}
