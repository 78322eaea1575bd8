using Delight.Actors.Learners;
using Delight.Learning.Parts;

namespace Delight.Experiments.Exploration;

/// <summary>What trials are made from.</summary>
/// <param name="Catalogues">The parts that scenarios may name.</param>
public sealed record TrialParts(PartCatalogues Catalogues)
{
    /// <summary>Changes how explored learners are put together: for tests that exploration finds what is wrong with
    /// them.</summary>
    public Func<LearnerParts, LearnerParts> AdjustLearner { get; init; } = parts => parts;
}
