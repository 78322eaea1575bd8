using Delight.Learning.Parts;

namespace Delight.Experiments;

/// <summary>Where runs from code go, and who watches them.</summary>
public sealed record TrainingOptions
{
    /// <summary>A new or empty folder for the record, or for those of a comparison.</summary>
    /// <value>Default null: one in <c>runs</c>, named after the time.</value>
    public string? Folder { get; init; }

    /// <summary>Hears of measurements and evaluations.</summary>
    /// <value>Default null: nobody does.</value>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>The parts that the scenario may name.</summary>
    /// <value>Default: those of Delight.</value>
    public PartCatalogues Catalogues { get; init; } = new();

    /// <summary>Runs of a comparison at the same time.</summary>
    /// <value>Default: one for each processor.</value>
    public int Jobs { get; init; } = Environment.ProcessorCount;
}
