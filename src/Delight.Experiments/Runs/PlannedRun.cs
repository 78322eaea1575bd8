namespace Delight.Experiments.Runs;

/// <summary>A run that is to come.</summary>
/// <param name="Prepared">What it runs.</param>
/// <param name="Command">What runs it again, as one types it.</param>
public sealed record PlannedRun(PreparedScenario Prepared, string Command)
{
    /// <summary>Its estimator, with the options that differ from their defaults.</summary>
    public string Estimator => Prepared.Scenario.EstimatorLabel;

    /// <summary>Its root seed.</summary>
    public ulong Seed => (ulong)Prepared.Settings.Seed;
}
