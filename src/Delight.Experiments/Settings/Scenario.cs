using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Settings;

[Description("One experiment: what is learned, how, by which roles, and what goes wrong.")]
public sealed record Scenario
{
    [Description("name of the run's records; the file's own name where not set"), NameText]
    public string? Name { get; init; }

    [Description("one or two sentences about what the scenario shows")]
    public string Summary { get; init; } = string.Empty;

    [Description("root seed: every random draw derives from it"), Range(0, 9223372036854775808.0)]
    public long Seed { get; init; } = 1;

    [Description("what is learned: a task's name and its options"), PartOf(PartCatalogueName.Tasks)]
    public required PartReference Task { get; init; }

    [Description("what learns: a policy's name and its options"), PartOf(PartCatalogueName.Policies)]
    public required PolicySettings Policy { get; init; }

    [Description("gradient estimator of the learner; masks follow after plus signs: dg+opsm(delta=0.5)")]
    [PartOf(PartCatalogueName.Estimators, IsText = true)]
    public PartReference Estimator { get; init; } = PartText.Of("dg");

    [Description("what a reward is compared with to make its advantage")]
    [PartOf(PartCatalogueName.Advantages, IsText = true)]
    public PartReference Baseline { get; init; } = PartText.Of("expected-confidence");

    public OptimiserSettings Optimiser { get; init; } = new();

    public LearnerSettings Learner { get; init; } = new();

    public ParameterServerSettings ParameterServer { get; init; } = new();

    [Example("[ { \"pool\": \"rollout\" } ]")]
    public required IReadOnlyList<WorkerSettings> Workers { get; init; }

    public RewardServiceSettings RewardService { get; init; } = new();

    public NetworkSettings Network { get; init; } = new();

    public IReadOnlyList<FaultSettings> Faults { get; init; } = [];

    public EvaluationSettings Evaluation { get; init; } = new();

    public RecorderSettings Recorder { get; init; } = new();

    /// <summary>The nodes that roles run on, those of the pools first.</summary>
    [JsonIgnore]
    public IEnumerable<string> Nodes => Workers.Select(pool => pool.Node)
        .Concat([Learner.Node, ParameterServer.Node, RewardService.Node, Evaluation.Node])
        .Distinct(StringComparer.Ordinal);
}
