using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using static Delight.Learning.Parts.EstimatorOptions;

namespace Delight.Learning.Parts;

/// <summary>The estimators that Delight ships: names, options, defaults, ranges.</summary>
public static class EstimatorCatalogue
{
    /// <summary>Share of the Kondo gate where neither a price nor a share is given.</summary>
    public const double KondoShareDefault = 0.03;

    /// <summary>Adds all of them.</summary>
    public static void AddTo(PartCatalogue<Func<OptionValues, IEstimator>> catalogue)
    {
        AddPolicyGradients(catalogue);
        CorrectionCatalogue.AddTo(catalogue);
        AddDelightful(catalogue);
        AddControls(catalogue);
    }

    private static void AddPolicyGradients(PartCatalogue<Func<OptionValues, IEstimator>> catalogue)
    {
        Add(catalogue, "reinforce", "plain score-function gradient, trusts every sample", [], _ => new Reinforce());
        Add(catalogue, "rloo", "score function against the mean of the group's other rows", [], _ => new LeaveOneOut());
        Add(
            catalogue, "pg", "exact importance weights, needs behaviour log-probabilities", [],
            _ => new ImportanceWeighted());
        Add(
            catalogue, "tis", "importance weights cut off at a cap", [Cap("cap", 2, "largest importance weight")],
            options => new TruncatedImportance(options.Number("cap")));
        Add(
            catalogue, "ppo", "importance weights, no push outside of the clip range", [Clip, ClipHigh, Dual, Anchor],
            options => new ProximalPolicy(options.Number("clip"))
            {
                ClipHigh = options.Has("clipHigh") ? options.Number("clipHigh") : null,
                Dual = options.Number("dual", double.PositiveInfinity),
                Beta = options.Number("beta", 0),
            });
        Add(
            catalogue, "grpo", "ppo on rewards standardised within their group", [Clip],
            options => new GroupRelative(options.Number("clip")));
        Add(
            catalogue, "pmpo", "successes up, failures down by sign alone, anchored to the behaviour policy",
            [
                Weight("alpha", "0.5", "weight of the preferred decisions; the rejected ones have the rest"),
                Weight("beta", "0.1", "weight of the anchor to the behaviour policy", 1e6),
                Weight("gamma", "1e-9", "probability below which a rejected action is no longer pushed down"),
            ],
            options => new PreferenceOptimization(
                options.Number("alpha"), options.Number("beta"), options.Number("gamma")));
        Add(
            catalogue, "vtrace", "truncated importance weights of the decision and of all later ones of its row",
            [
                Cap("rhoBar", 1, "cap of the ratio that weighs a decision"),
                Weight("cBar", "1", "cap of the ratios between the decision and the last one", double.PositiveInfinity),
            ],
            options => new VTrace(options.Number("rhoBar"), options.Number("cBar")));
    }

    private static void AddDelightful(PartCatalogue<Func<OptionValues, IEstimator>> catalogue)
    {
        Add(
            catalogue, "dg", "Delightful Policy Gradient: sigmoid of advantage times surprisal",
            [Eta, Lambda, PerRow, Whiten, ClipSurprisal],
            options => new Delightful(options.Number("eta"), options.Number("lambda"))
            {
                PerRow = options.Flag("perRow"),
                Whiten = options.Flag("whiten"),
                SurprisalMax = options.Number("clipSurprisal", double.PositiveInfinity),
            });
        catalogue.Add(new()
        {
            Name = "kondo",
            Summary = "keeps only decisions of high delight: by price, by share, or sampled",
            Options = [Price, Share, Sampled, Eta],
            CheckTogether = CheckKondo,
            Create = CreateKondo,
        });
    }

    private static void AddControls(PartCatalogue<Func<OptionValues, IEstimator>> catalogue)
    {
        Add(catalogue, "star", "control: successes alone", [], _ => new PositiveOnly());
        Add(
            catalogue, "gate-advantage", "control: gate on the advantage alone", [Eta, Lambda],
            options => new GateByAdvantage(options.Number("eta"), options.Number("lambda")));
        Add(
            catalogue, "gate-surprisal", "control: gate on the surprisal alone", [Eta, Lambda],
            options => new GateBySurprisal(options.Number("eta"), options.Number("lambda")));
        Add(
            catalogue, "gate-additive", "control: gate on a weighted sum of advantage and surprisal",
            [Weight("alpha", "0.5", "weight of the advantage; the surprisal has the rest"), Eta, Lambda],
            options => new GateByMixture(options.Number("alpha"), options.Number("eta"), options.Number("lambda")));
        Add(
            catalogue, "gate-probability", "control: suppresses the rare, blind to the sign", [Eta],
            options => new GateByProbability(options.Number("eta")));
        Add(catalogue, "xent", "oracle: supervised gradient towards the right answers", [], _ => new CrossEntropy());
    }

    private static string? CheckKondo(OptionValues options)
    {
        if (!options.Has("share"))
        {
            return null;
        }

        if (options.Has("price"))
        {
            return $"price is {options.Text("price")} and share is {options.Text("share")}; "
                + "a gate has one of them. Leave one out.";
        }

        return options.Flag("sampled")
            ? $"share is {options.Text("share")} and sampled is true; a sampled gate has a price. "
                + "Give price instead of share."
            : null;
    }

    private static IEstimator CreateKondo(OptionValues options)
    {
        if (options.Flag("sampled"))
        {
            return new KondoSampled(options.Number("price", 0), options.Number("eta"));
        }

        return options.Has("price")
            ? new KondoByPrice(options.Number("price"))
            : new KondoByShare(options.Number("share", KondoShareDefault));
    }

    private static void Add(
        PartCatalogue<Func<OptionValues, IEstimator>> catalogue, string name, string summary,
        IReadOnlyList<OptionDefinition> options, Func<OptionValues, IEstimator> create) =>
        catalogue.Add(new() { Name = name, Summary = summary, Options = options, Create = create });
}
