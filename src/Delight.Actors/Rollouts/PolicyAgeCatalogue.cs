using System.Globalization;
using Delight.Learning.Catalogue;

namespace Delight.Actors.Rollouts;

/// <summary>The distributions of ages by name: options, defaults, ranges.</summary>
public static class PolicyAgeCatalogue
{
    /// <summary>The name of the age that is none: workers act on the newest policy that came.</summary>
    public const string Newest = "newest";

    /// <summary>The greatest age that may be asked for: a worker keeps as many policies.</summary>
    public const int StepsMax = 10_000;

    /// <summary>A new catalogue with all of them. A factory takes the options and the rows of one learner step, and
    /// gives null for <see cref="Newest"/>.</summary>
    public static PartCatalogue<Func<OptionValues, int, PolicyAge?>> Create()
    {
        PartCatalogue<Func<OptionValues, int, PolicyAge?>> catalogue = new("age");
        Add(catalogue, Newest, "the newest policy that came", [], (_, _) => null);
        Add(
            catalogue, "fixed", "the same age for all rows", [Steps("steps", "15", "the age")],
            (options, rows) => PolicyAge.Fixed(rows, options.Integer("steps")));
        Add(
            catalogue, "uniform", "an age drawn for each request", Range(),
            (options, rows) => PolicyAge.Uniform(rows, options.Integer("min"), options.Integer("max")));
        Add(
            catalogue, "batch", "an age drawn for each learner batch, shared by its rows", Range(),
            (options, rows) => PolicyAge.OfUpdates(rows, options.Integer("min"), options.Integer("max")));
        Add(
            catalogue, "bimodal", "one of two ages for each request",
            [
                Steps("low", "2", "the smaller age"), Steps("high", "28", "the greater age"),
                new()
                {
                    Name = "share", Kind = OptionKind.Number, Default = "0.5", Minimum = 0, Maximum = 1,
                    Summary = "share of the requests with the greater age",
                },
            ],
            (options, rows) => PolicyAge.Bimodal(
                rows, options.Integer("low"), options.Integer("high"), options.Number("share")));
        Add(
            catalogue, "exponential", "an age for each request, geometrically distributed",
            [
                new()
                {
                    Name = "mean", Kind = OptionKind.Number, Default = "15", Minimum = 0, MinimumIsExcluded = true,
                    Maximum = StepsMax, Summary = "mean age in learner steps, before greater ages are cut",
                },
                Steps("max", "150", "greater ages become this one"),
            ],
            (options, rows) => PolicyAge.Exponential(rows, options.Number("mean"), options.Integer("max")));
        return catalogue;
    }

    private static void Add(
        PartCatalogue<Func<OptionValues, int, PolicyAge?>> catalogue, string name, string summary,
        IReadOnlyList<OptionDefinition> options, Func<OptionValues, int, PolicyAge?> create) => catalogue.Add(new()
        {
            Name = name,
            Summary = summary,
            Options = options,
            CheckTogether = values => Check(name, values),
            Create = create,
        });

    private static OptionDefinition[] Range() =>
        [Steps("min", "0", "the smallest age"), Steps("max", "31", "the greatest age")];

    private static OptionDefinition Steps(string name, string standard, string summary) => new()
    {
        Name = name, Kind = OptionKind.Integer, Default = standard, Minimum = 0, Maximum = StepsMax,
        Summary = $"{summary}, in learner steps",
    };

    private static string? Check(string name, OptionValues options) => name switch
    {
        "uniform" or "batch" => CheckOrder(options, "min", "max"),
        "bimodal" => CheckOrder(options, "low", "high"),
        _ => null,
    };

    private static string? CheckOrder(OptionValues options, string low, string high) =>
        options.Integer(low) <= options.Integer(high) ? null : string.Create(
            CultureInfo.InvariantCulture, $"{low} is {options.Integer(low)} and {high} is {options.Integer(high)}; "
            + $"{low} must be at most {high}. Exchange them.");
}
