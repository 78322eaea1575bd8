using Delight.Actors.Learners;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Training;
using Delight.Learning.Estimators;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Scenarios;

/// <summary>Changed copies. Ranges are checked when the scenario runs, all at once.</summary>
public sealed partial record FrictionScenario
{
    /// <summary>Another seed.</summary>
    public FrictionScenario WithSeed(ulong seed) => this with { Seed = seed };

    /// <summary>Another number of updates.</summary>
    public FrictionScenario WithSteps(long steps) => WithLearner(learner => learner with { Steps = steps });

    /// <summary>A bound on staleness, in learner steps; null: none.</summary>
    /// <param name="stalenessMax">At least 0.</param>
    /// <param name="handling">How it is kept.</param>
    public FrictionScenario WithBound(long? stalenessMax, StalenessHandling handling = StalenessHandling.Wait) =>
        WithLearner(learner => learner with { StalenessMax = stalenessMax, StalenessHandling = handling });

    /// <summary>One of Delight's estimators by name and options, for example <c>tis(cap=1)</c>.</summary>
    /// <exception cref="FrictionScenarioException">There is none of that name, or an option is wrong.</exception>
    public FrictionScenario WithEstimator(string text) => this with { Estimator = text };

    /// <summary>An estimator of your own.</summary>
    /// <param name="name">For results.</param>
    /// <param name="create">Makes a fresh one for each run.</param>
    public FrictionScenario WithEstimator(string name, Func<IEstimator> create) =>
        this with { Estimator = new EstimatorChoice(name, create) };

    /// <summary>Other settings of the learner.</summary>
    public FrictionScenario WithLearner(Func<LearnerOptions, LearnerOptions> change) =>
        this with { Learner = change(Learner) };

    /// <summary>Other settings of every pool there is by now.</summary>
    public FrictionScenario WithWorkers(Func<RolloutOptions, RolloutOptions> change) =>
        this with { Pools = [.. Pools.Select(change)] };

    /// <summary>One pool more, like the first one but for its name and what is changed.</summary>
    /// <param name="name">Its workers are <c>NAME/0</c>, <c>NAME/1</c> to faults.</param>
    /// <param name="change">What is different.</param>
    public FrictionScenario WithPool(string name, Func<RolloutOptions, RolloutOptions> change) =>
        this with { Pools = [.. Pools, change(Pools[0] with { Pool = name })] };

    /// <summary>Other settings of the reward service: what makes rewards wrong or late.</summary>
    public FrictionScenario WithRewards(Func<RewardServiceOptions, RewardServiceOptions> change) =>
        this with { Rewards = change(Rewards) };

    /// <summary>Other qualities of all links.</summary>
    public FrictionScenario WithNetwork(Func<LinkQuality, LinkQuality> change) =>
        this with { Network = change(Network) };

    /// <summary>The link from one node to another is slower than the rest.</summary>
    /// <param name="from">The sending node.</param>
    /// <param name="to">The receiving node.</param>
    /// <param name="latency">A time, or a distribution of times.</param>
    public FrictionScenario WithLink(string from, string to, Latency latency) =>
        WithLink(new TrainingLink(from, to, Network with { Latency = latency }));

    /// <summary>A link with qualities of its own.</summary>
    public FrictionScenario WithLink(TrainingLink link) =>
        this with { Links = [.. Links, link] };

    /// <summary>What a training needs where messages get lost: requests are given to somebody else after a while, and
    /// workers show that they live.</summary>
    /// <param name="requestTimeout">Longer than a request takes on its way there and back, or rows are generated in
    /// vain.</param>
    /// <param name="signOfLifeEvery">How soon learner and workers find each other again.</param>
    public FrictionScenario WithTimeouts(TimeSpan requestTimeout, TimeSpan signOfLifeEvery) =>
        WithLearner(learner => learner with { RequestTimeout = requestTimeout })
            .WithWorkers(pool => pool with { SignOfLifeEvery = signOfLifeEvery });
}
