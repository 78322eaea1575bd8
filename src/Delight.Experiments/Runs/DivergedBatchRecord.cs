using System.Globalization;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Learning.Inspection;
using Delight.Learning.Training;

namespace Delight.Experiments.Runs;

/// <summary>Keeps the batch at which a training diverged, for <c>inspect</c>.</summary>
internal static class DivergedBatchRecord
{
    private const string WhereItIs = $" Its batch is in {RunFolder.DivergedBatchFile}.";

    /// <summary>Writes <c>diverged.json</c>.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, EffectiveScenario scenario, TrainingDivergedException diverged)
    {
        string name = string.Create(
            CultureInfo.InvariantCulture, $"{scenario.Name}, {scenario.EstimatorLabel}, step {diverged.Step}");
        ReplacedFile.Write(
            Path.Combine(folder, RunFolder.DivergedBatchFile),
            file => BatchFile.Write(file, diverged.Batch, name, scenario.BaselineLabel));
    }

    /// <summary>Why the run failed, in one sentence for its record.</summary>
    public static string FailureOf(TrainingDivergedException diverged) =>
        diverged.Message + WhereItIs;

    /// <summary>The same for a result that is kept without the run's folder.</summary>
    /// <param name="failure">As the run's record has it; null where it did not fail.</param>
    public static string? WithoutFolder(string? failure) =>
        failure?.EndsWith(WhereItIs, StringComparison.Ordinal) == true ? failure[..^WhereItIs.Length] : failure;
}
