using Delight.Actors.Coordination;
using Delight.Actors.Testing.Exploration;
using Delight.Host.CommandLine;
using Delight.Host.Runs;
using Delight.Learning.Execution;

namespace Delight.Host.Exploring;

/// <summary>What is tried with each seed of an exploration.</summary>
internal abstract record SeedTrial
{
    /// <summary>Name of the faults; null: the scenario's own.</summary>
    public abstract string? Faults { get; }

    /// <summary>Names of the invariants that watch.</summary>
    public abstract IReadOnlyList<string> Invariants { get; }

    /// <summary>Options of the command line that ask for it, each after a space.</summary>
    public abstract string Options { get; }

    /// <summary>Runs one seed.</summary>
    public abstract ExploredOutcome Run(
        PreparedScenario scenario, HostContext context, CancellationToken cancellation);

    /// <summary>Runs the seed a second time.</summary>
    public abstract (ulong Digest, TimeSpan Elapsed) Repeat(
        PreparedScenario scenario, HostContext context, CancellationToken cancellation);

    /// <summary>The training of a seed, fresh.</summary>
    protected static TrainingPlan Plan(PreparedScenario scenario, HostContext context) =>
        scenario.Plan(new SilentSink(), SerialExecutor.Instance) with { AdjustLearner = context.AdjustLearner };
}
