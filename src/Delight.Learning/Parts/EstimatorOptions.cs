using Delight.Learning.Catalogue;

namespace Delight.Learning.Parts;

/// <summary>Options that several estimators of the catalogue share.</summary>
internal static class EstimatorOptions
{
    /// <summary>Largest magnitude of a threshold: above every delight that accepted rewards and logits can
    /// make.</summary>
    private const double ThresholdMax = 1e12;

    public static readonly OptionDefinition Eta = new()
    {
        Name = "eta",
        Kind = OptionKind.Number,
        Default = "1",
        Minimum = 0,
        Summary = "temperature of the gate; 0 is the hard step, infinity leaves every gate half open",
    };

    public static readonly OptionDefinition Lambda = new()
    {
        Name = "lambda",
        Kind = OptionKind.Number,
        Default = "0",
        Minimum = -ThresholdMax,
        Maximum = ThresholdMax,
        Summary = "threshold of the gate, in units of what it looks at",
    };

    public static readonly OptionDefinition Clip = new()
    {
        Name = "clip",
        Kind = OptionKind.Number,
        Default = "0.2",
        Minimum = 0,
        Summary = "how far a ratio may leave 1 before it is no longer pushed; infinity never clips",
    };

    public static readonly OptionDefinition ClipHigh = new()
    {
        Name = "clipHigh",
        Kind = OptionKind.Number,
        Minimum = 0,
        Summary = "how far a ratio may rise above 1; not set: as clip",
    };

    public static readonly OptionDefinition Dual = new()
    {
        Name = "dual",
        Kind = OptionKind.Number,
        Minimum = 1,
        MinimumIsExcluded = true,
        Summary = "largest ratio at which a failure is still pushed down; not set: any",
    };

    public static readonly OptionDefinition Anchor = new()
    {
        Name = "beta",
        Kind = OptionKind.Number,
        Minimum = 0,
        Maximum = 1e6,
        Summary = "weight of the anchor to the behaviour policy; not set: none",
    };

    public static readonly OptionDefinition PerRow = new()
    {
        Name = "perRow",
        Kind = OptionKind.Flag,
        Summary = "true: one gate for a row, that of its mean delight; not set: one for each decision",
    };

    public static readonly OptionDefinition Whiten = new()
    {
        Name = "whiten",
        Kind = OptionKind.Flag,
        Summary = "true: delight is divided by its standard deviation over the batch; not set: as it is",
    };

    public static readonly OptionDefinition ClipSurprisal = new()
    {
        Name = "clipSurprisal",
        Kind = OptionKind.Number,
        Minimum = 0,
        Summary = "surprisals beyond it count as it, in nats; not set: no limit",
    };

    public static readonly OptionDefinition Epsilon =
        Weight("epsilon", "0.3", "largest move of the chosen action's probability");

    public static readonly OptionDefinition Price = new()
    {
        Name = "price",
        Kind = OptionKind.Number,
        Minimum = -ThresholdMax,
        Maximum = ThresholdMax,
        Summary = "delight that a decision must exceed; 0 where the gate is sampled and nothing is said",
    };

    public static readonly OptionDefinition Share = new()
    {
        Name = "share",
        Kind = OptionKind.Number,
        Minimum = 0,
        MinimumIsExcluded = true,
        Maximum = 1,
        Summary = "share of the decisions with the highest delight that is kept; 0.03 where no price is given either",
    };

    public static readonly OptionDefinition Sampled = new()
    {
        Name = "sampled",
        Kind = OptionKind.Flag,
        Default = "false",
        Summary = "true: a decision is kept by chance, sigmoid((delight - price) / eta)",
    };

    /// <summary>A cap of importance weights.</summary>
    public static OptionDefinition Cap(string name, double standard, string summary) => new()
    {
        Name = name,
        Kind = OptionKind.Number,
        Default = OptionText.Of(standard),
        Minimum = 0,
        MinimumIsExcluded = true,
        Summary = summary,
    };

    /// <summary>The range in which a ratio counts.</summary>
    public static OptionDefinition[] RatioBounds(string low, string high) =>
    [
        Weight("low", low, "smallest ratio that counts", double.PositiveInfinity),
        Weight("high", high, "largest ratio that counts", double.PositiveInfinity),
    ];

    /// <summary>Says that no ratio can lie between the bounds, or null.</summary>
    public static string? CheckBounds(OptionValues options) => options.Number("low") > options.Number("high")
        ? $"low is {options.Text("low")} and high is {options.Text("high")}; no ratio is between. Make low the smaller."
        : null;

    /// <summary>A number from 0 to 1, or to infinity.</summary>
    public static OptionDefinition Weight(string name, string standard, string summary, double maximum = 1) => new()
    {
        Name = name,
        Kind = OptionKind.Number,
        Default = standard,
        Minimum = 0,
        Maximum = maximum,
        Summary = summary,
    };
}
