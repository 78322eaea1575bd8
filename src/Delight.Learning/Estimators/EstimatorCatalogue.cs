using Delight.Learning.Catalogue;

namespace Delight.Learning.Estimators;

/// <summary>The estimators that Delight ships: names, options, defaults, ranges.</summary>
public static class EstimatorCatalogue
{
    private static readonly OptionDefinition Eta = new()
    {
        Name = "eta", Kind = OptionKind.Number, Default = "1", Minimum = 0,
        Summary = "temperature of the gate; 0 is the hard step, infinity leaves every gate half open",
    };

    private static readonly OptionDefinition Lambda = new()
    {
        Name = "lambda", Kind = OptionKind.Number, Default = "0", Minimum = -1e6, Maximum = 1e6,
        Summary = "threshold of the gate, in units of what it looks at",
    };

    /// <summary>Adds all of them.</summary>
    public static void AddTo(PartCatalogue<Func<OptionValues, IEstimator>> catalogue)
    {
        Add(catalogue, "reinforce", "plain score-function gradient, trusts every sample", [], _ => new Reinforce());
        Add(catalogue, "pg", "exact importance weights, needs behaviour log-probabilities", [], _ => new ImportanceWeighted());
        Add(catalogue, "tis", "importance weights cut off at a cap", [Cap(2)], options => new TruncatedImportance(options.Number("cap")));
        Add(
            catalogue, "dg", "Delightful Policy Gradient: sigmoid of advantage times surprisal", [Eta, Lambda],
            options => new Delightful(options.Number("eta"), options.Number("lambda")));
    }

    private static OptionDefinition Cap(double standard) => new()
    {
        Name = "cap", Kind = OptionKind.Number, Default = OptionText.Of(standard), Minimum = 0, MinimumIsExcluded = true,
        Summary = "largest importance weight",
    };

    private static void Add(
        PartCatalogue<Func<OptionValues, IEstimator>> catalogue, string name, string summary,
        IReadOnlyList<OptionDefinition> options, Func<OptionValues, IEstimator> create) =>
        catalogue.Add(new() { Name = name, Summary = summary, Options = options, Create = create });
}
