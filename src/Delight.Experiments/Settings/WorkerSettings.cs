using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Delight.Actors.Frictions;
using Delight.Actors.Rollouts;
using Delight.Learning.Catalogue;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Settings;

[Description("Pools of rollout workers; the members describe one pool.")]
public sealed record WorkerSettings
{
    [Description("name of the pool; no two pools share one"), NameText]
    public string Pool { get; init; } = "rollout";

    [Description("node that the pool runs on"), NameText]
    public string Node { get; init; } = "workers";

    [Description("workers in the pool"), Range(1, 100_000)]
    public int Count { get; init; } = 4;

    [Description("rows that a worker is asked for at a time"), Range(1, Limits.CountMax)]
    public int RowsPerRequest { get; init; } = 25;

    [Description("time that a worker takes for one request")]
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromMilliseconds(5);

    [Description("time beside it for each nat of surprisal, up to 20, of a request's most surprising row")]
    public TimeSpan SurprisalTime { get; init; }

    [Description("requests that one worker holds at a time"), Range(1, 100_000)]
    public int RequestsInFlight { get; init; } = 1;

    [Description(
        "the build that the pool runs: the right one, one with a defect, or one that searches for right answers")]
    public WorkerBuild Build { get; init; }

    [Description("chance of a row or a group to be broken, where the build breaks rows"), Range(0.0, 1)]
    public double DefectShare { get; init; } = 1;

    [Description("what a build breaks as a whole: each row by itself, or all rows of a context that the pool answers")]
    public DefectUnit DefectUnit { get; init; }

    [Description("the log-probability that broken rows report: what the build claims, or the true one of the answer")]
    public DefectClaim DefectClaim { get; init; }

    [Description("number format that the pool decodes in")]
    public DecodingPrecision Precision { get; init; }

    [Description("how old a policy the pool acts on, in learner steps: uniform(min=0,max=31)")]
    [PartOf(PartCatalogueName.Ages, IsText = true)]
    public PartReference Age { get; init; } = PartText.Of(PolicyAgeCatalogue.Newest);

    [Description("a policy that comes in the midst of an answer takes over from the next decision on")]
    public bool UpdatesInFlight { get; init; }

    [Description("how long a worker waits for rewards before it uses the default; not set: for ever")]
    [Range(0, Limits.SecondsMax, MinimumIsExclusive = true)]
    public TimeSpan? RewardTimeout { get; init; }

    [Description("reward of rows whose rewards came too late"), Range(-1e6, 1e6)]
    public double RewardDefault { get; init; }

    [Description("every how long a worker asks again for work and policy, in case a message got lost")]
    [Range(0, Limits.SecondsMax, MinimumIsExclusive = true)]
    public TimeSpan SignOfLifeEvery { get; init; } = TimeSpan.FromSeconds(2);
}
