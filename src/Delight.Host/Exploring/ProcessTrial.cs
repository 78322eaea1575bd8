using Delight.Actors.Coordination;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Training;
using Delight.Host.CommandLine;
using Delight.Host.Runs;

namespace Delight.Host.Exploring;

/// <summary>The whole training in one actor system.</summary>
/// <param name="Profile">Of the faults; null: the scenario's own.</param>
internal sealed record ProcessTrial(FaultProfile? Profile) : SeedTrial
{
    /// <inheritdoc/>
    public override string? Faults => Profile?.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Invariants { get; } =
        [.. InvariantCatalogue.Create().Select(invariant => invariant.Name)];

    /// <inheritdoc/>
    public override string Options => Profile is null ? string.Empty : $" --faults {Profile.Name}";

    /// <inheritdoc/>
    public override ExploredOutcome Run(
        PreparedScenario scenario, HostContext context, CancellationToken cancellation)
    {
        (TrainingPlan plan, TrainingFrictions frictions) = Draw(scenario, context);
        return ExploredRun.Run(plan, frictions, cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>Nobody watches it: so watching changes nothing either.</remarks>
    public override (ulong Digest, TimeSpan Elapsed) Repeat(
        PreparedScenario scenario, HostContext context, CancellationToken cancellation)
    {
        (TrainingPlan plan, TrainingFrictions frictions) = Draw(scenario, context);
        TrainingResult again = SimulatedTraining.Run(plan, frictions, observer: null, cancellation);
        return (again.Digest!.Value, again.Elapsed);
    }

    private (TrainingPlan Plan, TrainingFrictions Frictions) Draw(PreparedScenario scenario, HostContext context)
    {
        TrainingPlan asWritten = Plan(scenario, context);
        return Profile?.Apply(asWritten, scenario.Frictions) ?? (asWritten, scenario.Frictions);
    }
}
