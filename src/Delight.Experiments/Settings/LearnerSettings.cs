using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Delight.Actors.Learners;

namespace Delight.Experiments.Settings;

[Description("The role that forms batches and updates the policy.")]
public sealed record LearnerSettings
{
    [Description("node that it runs on"), NameText]
    public string Node { get; init; } = "learner";

    [Description("learner steps of the run"), Range(1, Limits.CountMax)]
    public int Steps { get; init; } = 10_000;

    [Description("rows of one learner step"), Range(1, Limits.CountMax)]
    public int BatchRows { get; init; } = 100;

    [Description("times that each batch is gone through; behaviour probabilities stay"), Range(1, 1000)]
    public int Passes { get; init; } = 1;

    [Description("rows of one optimiser step within a batch; not set: the whole batch"), Range(1, Limits.CountMax)]
    public int? MinibatchRows { get; init; }

    [Description("answers sampled for each context, by whatever workers; they form one group")]
    [Range(1, Limits.CountMax)]
    public int SamplesPerContext { get; init; } = 1;

    [Description("time that one learner step takes")]
    public TimeSpan StepTime { get; init; } = TimeSpan.FromMilliseconds(10);

    [Description("threads that compute one learner step; the results have the same bits"), Range(1, 256)]
    public int Threads { get; init; } = 1;

    [Description("rows asked for and not yet trained on, over all workers"), Range(1, Limits.CountMax)]
    public int RowsInFlightMax { get; init; } = 200;

    [Description("oldest policy trained on, in learner steps; not set: no bound"), Range(0, Limits.CountMax)]
    public int? StalenessMax { get; init; }

    [Description("how the bound is kept: workers wait for capacity, or old rows are dropped, or generated again")]
    public StalenessHandling StalenessHandling { get; init; }

    [Description(
        "groups whose rewards are all equal teach nothing: they are trained on, left out, or replaced by others")]
    public GroupHandling GroupHandling { get; init; }

    [Description("rewards of a group that differ by at most that are equal, for groupHandling drop and refill")]
    [Range(0, 1e6)]
    public double GroupTolerance { get; init; } = 1e-6;

    [Description("batches of which each update draws its rows (experience replay); 1: every row is trained on once")]
    [Range(1, 10_000)]
    public int ReplayBatches { get; init; } = 1;

    [Description("how long a request may stay without an answer before others get its rows")]
    [Range(0, Limits.SecondsMax, MinimumIsExclusive = true)]
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(1);

    [Description("learner steps from one checkpoint to the next, which a crash goes back to")]
    [Range(1, Limits.CountMax)]
    public int CheckpointEvery { get; init; } = 500;

    [Description("longest time without a learner step before the run fails as hanging")]
    [Range(0, Limits.SecondsMax, MinimumIsExclusive = true)]
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromHours(1);
}
