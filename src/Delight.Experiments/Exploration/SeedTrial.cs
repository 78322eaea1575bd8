using Delight.Actors.Coordination;
using Delight.Actors.Testing.Exploration;
using Delight.Experiments.Runs;
using Delight.Learning.Execution;

namespace Delight.Experiments.Exploration;

/// <summary>What is tried with each seed of an exploration.</summary>
public abstract record SeedTrial
{
    /// <summary>Name of the faults; null: the scenario's own.</summary>
    public abstract string? Faults { get; }

    /// <summary>Names of the invariants that watch.</summary>
    public abstract IReadOnlyList<string> Invariants { get; }

    /// <summary>Options of the command line that ask for it, each after a space.</summary>
    public abstract string Options { get; }

    /// <summary>Runs one seed.</summary>
    public abstract ExploredOutcome Run(
        PreparedScenario scenario, TrialParts parts, CancellationToken cancellation);

    /// <summary>Runs the seed a second time.</summary>
    public abstract (ulong Digest, TimeSpan Elapsed) Repeat(
        PreparedScenario scenario, TrialParts parts, CancellationToken cancellation);

    /// <summary>The training of a seed, fresh.</summary>
    protected static TrainingPlan Plan(PreparedScenario scenario, TrialParts parts) =>
        scenario.Plan(new SilentSink(), SerialExecutor.Instance) with { AdjustLearner = parts.AdjustLearner };
}
