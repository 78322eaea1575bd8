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
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;
using Delight.Learning.Execution;
using Delight.Learning.Optimisers;
using Delight.Learning.Parameters;
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
        _initial = !scenario.IsSet("policy.initial") ? null : PolicyFile.Read(
            scenario.Text("policy.initial"), policy.Layout, scenario.PartLabel("policy"),
            $"{scenario.Source("policy.initial")}: policy.initial");
    }

    /// <summary>The checked values.</summary>
    public EffectiveScenario Scenario { get; }

    /// <summary>What is learned.</summary>
    public ITask Task { get; }

    /// <summary>Links between the nodes, and faults.</summary>
    public TrainingFrictions Frictions => ScenarioFrictions.Read(Scenario);

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
    internal KernelThreads StartThreads() => new(Scenario.Integer("learner.threads"));

    /// <summary>Makes the plan of one run; each run needs its own.</summary>
    /// <param name="sink">Where its measurements go.</param>
    /// <param name="executor">Lends the learner its threads.</param>
    public TrainingPlan Plan(IRunSink sink, IKernelExecutor executor) => new()
    {
        Parts = Parts() with { Executor = executor },
        EstimatorName = Scenario.PartLabel("estimator"),
        Learner = Learner(),
        ParameterServerNode = Scenario.Text("parameterServer.node"),
        Pools = [.. Scenario.List("workers").Select(Pool)],
        SamplesPerContext = Scenario.Integer("learner.samplesPerContext"),
        RewardService = RewardService(),
        EvaluatorNode = Scenario.Text("evaluation.node"),
        EvaluationRows = Scenario.Integer("evaluation.rows"),
        StallTimeout = Scenario.Duration("learner.stallTimeout"),
        Sink = sink,
    };

    /// <summary>What checkpoints of its runs belong to.</summary>
    public CheckpointOrigin Origin => CheckpointOrigin.Of(Scenario.PartLabel("task"), CreatePolicy().Layout);

    /// <summary>What the workers of a node elsewhere are made from.</summary>
    internal NodeWork NodeWork() => new(
        (ulong)Scenario.Long("seed"), Task, CreatePolicy(), [.. Scenario.List("workers").Select(Pool)],
        Scenario.Integer("learner.samplesPerContext"))
    {
        ParameterServerNode = Scenario.Text("parameterServer.node"),
    };

    /// <summary>The policy that the scenario names, for the task's shape and on the scenario's engine.</summary>
    public IPolicy CreatePolicy()
    {
        (PartDefinition<Func<OptionValues, PolicyShape, IPolicy>> definition, OptionValues values) =
            Resolve(_catalogues.Policies, Scenario.Part("policy"));
        return PolicyEngines.Adopt(
            definition.Create(values, Task.Shape), Scenario.Text("policy.engine"), Scenario.Text("policy.device"));
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
                + $"'{Scenario.Text("policy.engine")}'; {error.Message}");
        }
    }

    private static ITask CreateTask(EffectiveScenario scenario, PartCatalogues catalogues)
    {
        PartReference reference = scenario.Part("task");
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

    private RolloutOptions Pool(ScenarioSection pool) => new()
    {
        Pool = pool.Text("pool"),
        Node = pool.Text("node"),
        Count = pool.Integer("count"),
        RowsPerRequest = pool.Integer("rowsPerRequest"),
        RequestsInFlight = pool.Integer("requestsInFlight"),
        RequestTime = pool.Duration("requestTime"),
        SurprisalTime = pool.Duration("surprisalTime"),
        Build = Word<WorkerBuild>(pool.Text("build")),
        Defects = new DefectOptions
        {
            Share = pool.Number("defectShare"),
            Unit = Word<DefectUnit>(pool.Text("defectUnit")),
            TellsTruth = pool.Text("defectClaim") == "true",
        },
        Precision = Word<DecodingPrecision>(pool.Text("precision")),
        Age = Age(pool),
        UpdatesInFlight = pool.Flag("updatesInFlight"),
        RewardTimeout = pool.IsSet("rewardTimeout") ? pool.Duration("rewardTimeout") : null,
        RewardDefault = (float)pool.Number("rewardDefault"),
        SignOfLifeEvery = pool.Duration("signOfLifeEvery"),
    };

    private PolicyAge? Age(ScenarioSection pool)
    {
        var age = Resolve(PolicyAgeCatalogue.Create(), pool.Part("age"));
        return age.Definition.Create(age.Values, Scenario.Integer("learner.batchRows"));
    }

    /// <summary>A choice is an enum's name in lower case with dashes between its words.</summary>
    internal static TEnum Word<TEnum>(string text)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(text.Replace("-", "", StringComparison.Ordinal),
            ignoreCase: true);

    private RewardServiceOptions RewardService() => new()
    {
        Node = Scenario.Text("rewardService.node"),
        ScoreTime = Scenario.Duration("rewardService.scoreTime"),
        QueueItemsMax = Scenario.IsSet("rewardService.queueItemsMax")
            ? Scenario.Integer("rewardService.queueItemsMax")
            : int.MaxValue,
        FlipShare = Scenario.Number("rewardService.flipShare"),
        FalsePositiveShare = Scenario.Number("rewardService.falsePositiveShare"),
        SwapShare = Scenario.Number("rewardService.swapShare"),
        LateShare = Scenario.Number("rewardService.lateShare"),
        LateBy = Scenario.Duration("rewardService.lateBy"),
    };

    private TrainerParts Parts()
    {
        var advantage = Resolve(_catalogues.Advantages, Scenario.Part("baseline"));
        return new TrainerParts
        {
            Task = Task,
            Policy = CreateInitialPolicy(),
            Estimator = ScenarioRules.NewEstimator(Scenario, _catalogues),
            Advantage = advantage.Definition.Create(advantage.Values),
            Adam = new AdamOptions
            {
                Beta1 = Scenario.Number("optimiser.beta1"),
                Beta2 = Scenario.Number("optimiser.beta2"),
                Epsilon = Scenario.Number("optimiser.epsilon"),
            },
            LearningRate = new LearningRateOptions
            {
                Peak = Scenario.Number("optimiser.learningRate"),
                Schedule = Word<LearningRateSchedule>(Scenario.Text("optimiser.schedule")),
                WarmupSteps = Scenario.Long("optimiser.warmupSteps"),
                StepsTotal = Scenario.Long("learner.steps"),
            },
            GradientNormMax = Scenario.IsSet("optimiser.gradientNormMax")
                ? Scenario.Number("optimiser.gradientNormMax")
                : double.PositiveInfinity,
            GroupTolerance = GroupTolerance("drop"),
            RowsMax = Scenario.Integer("learner.batchRows"),
            Passes = Scenario.Integer("learner.passes"),
            MinibatchRows = Scenario.IsSet("learner.minibatchRows") ? Scenario.Integer("learner.minibatchRows") : null,
            Seed = (ulong)Scenario.Long("seed"),
        };
    }

    /// <summary>The tolerance where groups are handled in that way, else null.</summary>
    private double? GroupTolerance(string handling) =>
        Scenario.Text("learner.groupHandling") == handling ? Scenario.Number("learner.groupTolerance") : null;

    private LearnerOptions Learner() => new()
    {
        Node = Scenario.Text("learner.node"),
        Steps = Scenario.Long("learner.steps"),
        BatchRows = Scenario.Integer("learner.batchRows"),
        StepTime = Scenario.Duration("learner.stepTime"),
        RowsInFlightMax = Scenario.Integer("learner.rowsInFlightMax"),
        StalenessMax = Scenario.IsSet("learner.stalenessMax") ? Scenario.Long("learner.stalenessMax") : null,
        StalenessHandling = Word<StalenessHandling>(Scenario.Text("learner.stalenessHandling")),
        RefillTolerance = GroupTolerance("refill"),
        ReplayBatches = Scenario.Integer("learner.replayBatches"),
        RequestTimeout = Scenario.Duration("learner.requestTimeout"),
        CheckpointEvery = Scenario.Long("learner.checkpointEvery"),
        PublishEvery = Scenario.Integer("parameterServer.publishEvery"),
        EvaluateEvery = Scenario.Integer("evaluation.every"),
        MeasureEvery = Scenario.Integer("recorder.every"),
        MeasuresCosines = Scenario.Flag("recorder.cosines"),
    };
}
