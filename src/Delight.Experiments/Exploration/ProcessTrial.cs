using Delight.Actors.Coordination;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Runs;

namespace Delight.Experiments.Exploration;

/// <summary>The whole training in one actor system.</summary>
/// <param name="Profile">Of the faults; null: the scenario's own.</param>
public sealed record ProcessTrial(FaultProfile? Profile) : SeedTrial
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
        PreparedScenario scenario, TrialParts parts, CancellationToken cancellation)
    {
        (TrainingPlan plan, TrainingFrictions frictions) = Draw(scenario, parts);
        return ExploredRun.Run(plan, frictions, cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>Nobody watches it: so watching changes nothing either.</remarks>
    public override (ulong Digest, TimeSpan Elapsed) Repeat(
        PreparedScenario scenario, TrialParts parts, CancellationToken cancellation)
    {
        (TrainingPlan plan, TrainingFrictions frictions) = Draw(scenario, parts);
        TrainingResult again = SimulatedTraining.Run(plan, frictions, observer: null, cancellation);
        return (again.Digest!.Value, again.Elapsed);
    }

    private (TrainingPlan Plan, TrainingFrictions Frictions) Draw(PreparedScenario scenario, TrialParts parts)
    {
        TrainingPlan asWritten = Plan(scenario, parts);
        return Profile?.Apply(asWritten, scenario.Frictions) ?? (asWritten, scenario.Frictions);
    }
}
