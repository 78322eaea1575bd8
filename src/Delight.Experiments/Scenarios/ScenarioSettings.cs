using Delight.Actors.Rollouts;
using Delight.Learning.Catalogue;
using static Delight.Experiments.Scenarios.NumberRange;

namespace Delight.Experiments.Scenarios;

/// <summary>The tree of all settings of a scenario file: to add a key, add its line here.</summary>
public static class ScenarioSettings
{
    /// <summary>Builds the tree for what the catalogues hold at this moment.</summary>
    /// <param name="catalogues">Where tasks, policies, estimators and baselines take their names and options
    /// from.</param>
    /// <returns>The definition of the top level.</returns>
    public static SettingDefinition Create(PartCatalogues catalogues) => Setting.Object(
        string.Empty, "One experiment: what is learned, how, by which roles, and what goes wrong.",
        Setting.Text("$schema", null, "where editors find the JSON schema; ignored") with { IsIgnored = true },
        Setting.Name("name", null, "name of the run's records; the file's own name where not set"),
        Setting.Text("summary", string.Empty, "one or two sentences about what the scenario shows"),
        Setting.Integer("seed", 1, Between(0, 9223372036854775808.0), "root seed: every random draw derives from it"),
        Setting.Part("task", PartSet.Of(catalogues.Tasks), "what is learned: a task's name and its options")
            .Required($"\"task\": {{ \"name\": {Example(catalogues.Tasks.Names)} }}"),
        Setting.Part("policy", Policies(catalogues), "what learns: a policy's name and its options")
            .Required($"\"policy\": {{ \"name\": {Example(catalogues.Policies.Names)} }}"),
        Setting.Reference(
            "estimator", "dg", PartSet.Of(catalogues.Estimators) with { Joined = PartSet.Of(catalogues.Masks) },
            "gradient estimator of the learner; masks follow after plus signs: dg+opsm(delta=0.5)"),
        Setting.Reference(
            "baseline", "expected-confidence", PartSet.Of(catalogues.Advantages),
            "what a reward is compared with to make its advantage"),
        Optimiser(),
        Learner(),
        Setting.Object(
            "parameterServer", "The role that holds and publishes policy snapshots.",
            Setting.Name("node", "parameter-server", "node that it runs on"),
            Setting.Integer("publishEvery", 1, AtLeast(1), "learner steps from one published snapshot to the next")),
        Workers().Required("\"workers\": [ { \"pool\": \"rollout\" } ]"),
        Setting.Object(
            "rewardService", "The role that scores answers.",
            Setting.Name("node", "reward-service", "node that it runs on"),
            Setting.Duration("scoreTime", "0ms", "time to score one request"),
            Setting.Integer(
                "queueItemsMax", null, AtLeast(1), "requests that may wait, one more is dropped; not set: no bound"),
            Setting.Number(
                "flipShare", 0, Between(0, 1), "share of the rows whose reward is replaced by 0 or 1 at even odds"),
            Setting.Number(
                "falsePositiveShare", 0, Between(0, 1), "share of the rows that are paid 1 whatever the answer is"),
            Setting.Number(
                "swapShare", 0, Between(0, 1), "share of the requests answered with the rewards of the one before"),
            Setting.Number("lateShare", 0, Between(0, 1), "share of the requests whose answer is held back"),
            Setting.Duration("lateBy", "0ms", "how long late answers are held back")),
        Network(),
        Faults(),
        Setting.Object(
            "evaluation", "Measurements on held-out contexts; they never train.",
            Setting.Name("node", "evaluator", "node that the evaluator runs on"),
            Setting.Integer("every", 200, AtLeast(1), "learner steps from one evaluation to the next"),
            Setting.Integer("rows", 10_000, AtLeast(1), "held-out rows of one evaluation")),
        Setting.Object(
            "recorder", "What the run record keeps.",
            Setting.Integer("every", 50, AtLeast(1), "learner steps from one line of metrics to the next"),
            Setting.Flag(
                "cosines", false,
                "measure the direction of those updates against the exact policy gradient and cross-entropy")));

    private static PartSet Policies(PartCatalogues catalogues) => PartSet.Of(catalogues.Policies).With(
        Setting.Choice(
            "engine", "kernels", ["kernels", "torch"],
            "what computes the policy: Delight's own kernels, or TorchSharp"),
        Setting.Choice("device", "cpu", ["cpu", "cuda"], "where the torch engine computes"),
        Setting.File(
            "initial", "a policy.npz that training starts from; not set: initial weights are drawn from the seed"));

    private static SettingDefinition Optimiser() => Setting.Object(
        "optimiser", "Adam and what surrounds it.",
        Setting.Number("learningRate", 0.001, AboveTo(0, 1000), "step size of Adam, in units of the parameters"),
        Setting.Number("beta1", 0.9, FromBelow(0, 1), "decay per step of the mean gradient"),
        Setting.Number("beta2", 0.999, FromBelow(0, 1), "decay per step of the mean squared gradient"),
        Setting.Number("epsilon", 1e-8, AboveTo(0, 1), "added to the root of the mean squared gradient"),
        Setting.Choice(
            "schedule", "constant", ["constant", "linear", "cosine"],
            "course of the learning rate after the warm-up: as it is, or down to 0 at the last step"),
        Setting.Integer("warmupSteps", 0, AtLeast(0), "learner steps over which the learning rate rises from 0"),
        Setting.Number(
            "gradientNormMax", null, AboveTo(0, 1e9), "longer gradients are shortened to this norm; not set: never"));

    private static SettingDefinition Learner() => Setting.Object(
        "learner", "The role that forms batches and updates the policy.",
        Setting.Name("node", "learner", "node that it runs on"),
        Setting.Integer("steps", 10_000, AtLeast(1), "learner steps of the run"),
        Setting.Integer("batchRows", 100, AtLeast(1), "rows of one learner step"),
        Setting.Integer(
            "passes", 1, Between(1, 1000), "times that each batch is gone through; behaviour probabilities stay"),
        Setting.Integer(
            "minibatchRows", null, AtLeast(1), "rows of one optimiser step within a batch; not set: the whole batch"),
        Setting.Integer(
            "samplesPerContext", 1, AtLeast(1),
            "answers sampled for each context, by whatever workers; they form one group"),
        Setting.Duration("stepTime", "10ms", "time that one learner step takes"),
        Setting.Integer(
            "threads", 1, Between(1, 256), "threads that compute one learner step; the results have the same bits"),
        Setting.Integer("rowsInFlightMax", 200, AtLeast(1), "rows asked for and not yet trained on, over all workers"),
        Setting.Integer(
            "stalenessMax", null, AtLeast(0), "oldest policy trained on, in learner steps; not set: no bound"),
        Setting.Choice(
            "stalenessHandling", "wait", ["wait", "drop", "refill"],
            "how the bound is kept: workers wait for capacity, or old rows are dropped, or generated again"),
        Setting.Choice(
            "groupHandling", "keep", ["keep", "drop", "refill"],
            "groups whose rewards are all equal teach nothing: they are trained on, left out, or replaced by others"),
        Setting.Number(
            "groupTolerance", 1e-6, Between(0, 1e6),
            "rewards of a group that differ by at most that are equal, for groupHandling drop and refill"),
        Setting.Integer(
            "replayBatches", 1, Between(1, 10_000),
            "batches of which each update draws its rows (experience replay); 1: every row is trained on once"),
        Setting.Duration(
            "requestTimeout", "1min", "how long a request may stay without an answer before others get its rows")
            .AboveMinimum(),
        Setting.Integer(
            "checkpointEvery", 500, AtLeast(1),
                "learner steps from one checkpoint to the next, which a crash goes back to"),
        Setting.Duration(
            "stallTimeout", "1h", "longest time without a learner step before the run fails as hanging")
                .AboveMinimum());

    private static SettingDefinition Workers() => Setting.List(
        "workers", "Pools of rollout workers; the members describe one pool.",
        Setting.Name("pool", "rollout", "name of the pool; no two pools share one"),
        Setting.Name("node", "workers", "node that the pool runs on"),
        Setting.Integer("count", 4, Between(1, 100_000), "workers in the pool"),
        Setting.Integer("rowsPerRequest", 25, AtLeast(1), "rows that a worker is asked for at a time"),
        Setting.Duration("requestTime", "5ms", "time that a worker takes for one request"),
        Setting.Duration(
            "surprisalTime", "0ms",
            "time beside it for each nat of surprisal, up to 20, of a request's most surprising row"),
        Setting.Integer("requestsInFlight", 1, Between(1, 100_000), "requests that one worker holds at a time"),
        Setting.Choice(
            "build", "sound", ["sound", "constant-answer", "frozen-snapshot", "off-by-one", "wrong-mask", "searching"],
            "the build that the pool runs: the right one, one with a defect, or one that searches for right answers"),
        Setting.Number(
            "defectShare", 1, Between(0, 1), "chance of a row or a group to be broken, where the build breaks rows"),
        Setting.Choice(
            "defectUnit", "rows", ["rows", "groups"],
            "what a build breaks as a whole: each row by itself, or all rows of a context that the pool answers"),
        Setting.Choice(
            "defectClaim", "as-built", ["as-built", "true"],
            "the log-probability that broken rows report: what the build claims, or the true one of the answer"),
        Setting.Choice(
            "precision", "float32", ["float32", "bfloat16", "int8"], "number format that the pool decodes in"),
        Setting.Reference(
            "age", PolicyAgeCatalogue.Newest, PartSet.Of(PolicyAgeCatalogue.Create()),
            "how old a policy the pool acts on, in learner steps: uniform(min=0,max=31)"),
        Setting.Flag(
            "updatesInFlight", false,
            "a policy that comes in the midst of an answer takes over from the next decision on"),
        Setting.Duration(
            "rewardTimeout", null, "how long a worker waits for rewards before it uses the default; not set: for ever")
            .AboveMinimum(),
        Setting.Number("rewardDefault", 0, Between(-1e6, 1e6), "reward of rows whose rewards came too late"),
        Setting.Duration(
            "signOfLifeEvery", "2s",
                "every how long a worker asks again for work and policy, in case a message got lost")
            .AboveMinimum());

    private static SettingDefinition Network() => Setting.Object(
        "network", "How messages travel from node to node; within a node they take no time.",
        Setting.Latency("latency", "1ms", "latency between any two nodes without a link of their own"),
        Setting.Number("lossShare", 0, FromBelow(0, 1), "share of the messages that get lost"),
        Setting.Number("duplicationShare", 0, Between(0, 1), "share of the messages that arrive twice"),
        Setting.Number(
            "reorderingShare", 0, Between(0, 1), "share of the messages that leave the order and take twice as long"),
        Setting.Number(
            "bytesPerSecond", null, AboveTo(0, 1e15),
            "bandwidth of each link; messages queue for it; not set: no message waits for another"),
        Setting.Duration(
            "detectionTime", "1s", "time until a dead node, or an end beyond a cut link, is noticed by who watches"),
        Setting.List(
            "links", "Directed links that differ from the rest; the members describe one link.",
            Setting.Name("from", null, "node that sends").Required("\"from\": \"parameter-server\""),
            Setting.Name("to", null, "node that receives").Required("\"to\": \"workers\""),
            Setting.Latency("latency", null, "latency of this link; not set: as network.latency"),
            Setting.Number("lossShare", null, FromBelow(0, 1), "not set: as network.lossShare"),
            Setting.Number("duplicationShare", null, Between(0, 1), "not set: as network.duplicationShare"),
            Setting.Number("reorderingShare", null, Between(0, 1), "not set: as network.reorderingShare"),
            Setting.Number("bytesPerSecond", null, AboveTo(0, 1e15), "not set: as network.bytesPerSecond")));

    private static SettingDefinition Faults() => Setting.List(
        "faults", "What goes wrong by plan; the members describe one fault.",
        Setting.Choice(
            "kind", string.Empty,
            ["crash-node", "crash-actor", "pause-node", "pause-actor", "slow-node", "slow-actor", "partition",
                "degrade-link"],
            "what goes wrong")
            .Required("\"kind\": \"crash-node\""),
        Setting.Text(
            "target", null,
            "nodes, or for faults of actors roles (learner), pools (rollout) or workers (rollout/3); several by commas")
            .Required("\"target\": \"workers\""),
        Setting.Text(
            "against", null, "nodes on the other side of a partition or of degraded links; not set: all others"),
        Setting.Choice(
            "direction", "both", ["both", "outgoing", "incoming"],
            "which way a partition or degraded links concern, seen from the target"),
        Setting.Duration("at", null, "when it happens to all targets at once; with every: from when on it recurs"),
        Setting.Duration(
            "every", null, "mean time from one beginning to the next, exponential, each at one target; not set: once")
            .AboveMinimum(),
        Setting.Duration("until", null, "when it stops recurring; not set: never"),
        Setting.Duration("lasts", null, "how long it lasts; not for crash-actor").AboveMinimum(),
        Setting.Number("factor", null, AboveTo(0, 1e6), "how many times as long work takes; for slowness"),
        Setting.Latency("latency", null, "new latency of degraded links; not set: as it was, as for what follows"),
        Setting.Number("lossShare", null, Between(0, 1), "new share of messages that get lost"),
        Setting.Number("duplicationShare", null, Between(0, 1), "new share of messages that arrive twice"),
        Setting.Number("reorderingShare", null, Between(0, 1), "new share of messages that leave the order"),
        Setting.Number("bytesPerSecond", null, AboveTo(0, 1e15), "new bandwidth"));

    private static string Example(IEnumerable<string> names) => $"\"{names.FirstOrDefault() ?? "NAME"}\"";
}
