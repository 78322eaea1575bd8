using Delight.Learning.Catalogue;
using Delight.Learning.Masks;
using static Delight.Learning.Parts.EstimatorOptions;

namespace Delight.Learning.Parts;

/// <summary>The masks that Delight ships: names, options, defaults, ranges.</summary>
public static class MaskCatalogue
{
    /// <summary>Adds all of them.</summary>
    public static void AddTo(PartCatalogue<Func<OptionValues, IDecisionMask>> catalogue)
    {
        Add(
            catalogue, "opsm", "leaves out failed rows from which the learner has moved away",
            [Weight("delta", "0.5", "largest mean of u - l over a failed row, in nats", double.PositiveInfinity)],
            options => new RowDriftMask(options.Number("delta")));
        catalogue.Add(new()
        {
            Name = "geo",
            Summary = "leaves out rows whose geometric mean ratio is outside of a range",
            Options = RatioBounds("0.5", "2"),
            CheckTogether = CheckBounds,
            Create = options => new RowRatioMask(options.Number("low"), options.Number("high")),
        });
        catalogue.Add(new()
        {
            Name = "icepop",
            Summary = "leaves out decisions whose ratio is outside of a range",
            Options = RatioBounds("0.5", "5"),
            CheckTogether = CheckBounds,
            Create = options => new RatioRangeMask(options.Number("low"), options.Number("high")),
        });
        Add(
            catalogue, "ipo", "leaves out decisions whose probability has moved too far", [Epsilon],
            options => new ProbabilityGapMask(options.Number("epsilon")));
    }

    private static void Add(
        PartCatalogue<Func<OptionValues, IDecisionMask>> catalogue, string name, string summary,
        IReadOnlyList<OptionDefinition> options, Func<OptionValues, IDecisionMask> create) =>
        catalogue.Add(new() { Name = name, Summary = summary, Options = options, Create = create });
}
