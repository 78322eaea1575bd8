using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using static Delight.Learning.Parts.EstimatorOptions;

namespace Delight.Learning.Parts;

/// <summary>The off-policy corrections of 2025 and 2026: names, options, defaults, ranges.</summary>
internal static class CorrectionCatalogue
{
    /// <summary>Adds all of them.</summary>
    public static void AddTo(PartCatalogue<Func<OptionValues, IEstimator>> catalogue)
    {
        AddDecisionWeights(catalogue);
        AddTrustRegions(catalogue);
        AddRowWeights(catalogue);
        AddProximal(catalogue);
    }

    private static void AddDecisionWeights(PartCatalogue<Func<OptionValues, IEstimator>> catalogue)
    {
        catalogue.Add(new()
        {
            Name = "cispo",
            Summary = "importance weights clipped as weights: every decision keeps its gradient",
            Options =
            [
                Cap("cap", 5, "largest importance weight"),
                Weight("low", "1", "importance weights are at least 1 - low; 1 is no lower bound"),
            ],
            CheckTogether = options => 1 - options.Number("low") > options.Number("cap")
                ? $"cap is {options.Text("cap")} and low is {options.Text("low")}; no weight is at least 1 - low and "
                    + "at most cap. Raise one of them."
                : null,
            Create = options => new ClippedImportance(options.Number("cap"), options.Number("low")),
        });
        catalogue.Add(new()
        {
            Name = "icepop",
            Summary = "importance weights of decisions whose ratio lies within a range, the others are left out",
            Options = RatioBounds("0.5", "5"),
            CheckTogether = CheckBounds,
            Create = options => new RatioRange(options.Number("low"), options.Number("high")),
        });
    }

    private static void AddTrustRegions(PartCatalogue<Func<OptionValues, IEstimator>> catalogue)
    {
        Add(
            catalogue, "ipo", "importance weights of decisions whose probability has hardly moved", [Epsilon],
            options => new ProbabilityGap(options.Number("epsilon")));
        Add(
            catalogue, "dppo-tv", "no push once a probability has moved too far, by total variation",
            [
                Weight("delta", "0.2", "largest move of the chosen action's probability"),
                Cap("cap", 20, "largest importance weight"),
            ],
            options => new TotalVariationTrust(options.Number("delta"), options.Number("cap")));
        Add(
            catalogue, "dppo-kl", "no push once a probability has moved too far, by Kullback-Leibler",
            [
                Weight("delta", "0.05", "largest divergence, in nats", double.PositiveInfinity),
                Cap("cap", 20, "largest importance weight"),
            ],
            options => new KullbackLeiblerTrust(options.Number("delta"), options.Number("cap")));
    }

    private static void AddRowWeights(PartCatalogue<Func<OptionValues, IEstimator>> catalogue)
    {
        Add(
            catalogue, "gspo", "one ratio for a whole row, clipped as in ppo",
            [
                Weight("clipLow", "0.0003", "how far a row's ratio may fall below 1", double.PositiveInfinity),
                Weight("clipHigh", "0.0004", "how far a row's ratio may rise above 1", double.PositiveInfinity),
            ],
            options => new GroupSequence(options.Number("clipLow"), options.Number("clipHigh")));
        Add(
            catalogue, "m2po", "importance weights without the harmful decisions that drift most",
            [Weight("tau", "0.04", "largest mean squared log-ratio of harmful decisions", double.PositiveInfinity)],
            options => new SecondMomentTrust(options.Number("tau")));
        Add(
            catalogue, "topr", "successes in full, failures by the truncated ratio of their row",
            [Cap("cap", 1, "largest weight of a failure")],
            options => new TaperedOffPolicy(options.Number("cap")));
        Add(
            catalogue, "seq-tis", "one truncated importance weight for a whole row",
            [Cap("cap", 2, "largest importance weight")],
            options => new TruncatedSequenceImportance(options.Number("cap")));
    }

    private static void AddProximal(PartCatalogue<Func<OptionValues, IEstimator>> catalogue)
    {
        Add(
            catalogue, "up", "successes in full, failures as in ppo", [Clip],
            options => new UnweightedSuccesses(options.Number("clip")));
        Add(
            catalogue, "sapo", "a bell around ratio 1 in place of ppo's clip",
            [
                Cap("tauPositive", 1, "steepness of the bell for successes"),
                Cap("tauNegative", 1.05, "steepness of the bell for failures"),
            ],
            options => new SoftAdaptive(options.Number("tauPositive"), options.Number("tauNegative")));
        Add(
            catalogue, "aspo", "successes by their inverse ratio, failures as in ppo",
            [Clip, Cap("cap", 3, "largest weight of a success")],
            options => new AsymmetricImportance(options.Number("clip"), options.Number("cap")));
        Add(
            catalogue, "a3po", "ppo around a policy between behaviour and learner",
            [
                Weight("mix", "0.5", "weight of the behaviour policy in the proximal one"),
                Clip,
                Cap("cap", 5, "largest weight of the proximal policy against behaviour"),
            ],
            options => new DecoupledProximal(options.Number("mix"), options.Number("clip"), options.Number("cap")));
    }

    private static void Add(
        PartCatalogue<Func<OptionValues, IEstimator>> catalogue, string name, string summary,
        IReadOnlyList<OptionDefinition> options, Func<OptionValues, IEstimator> create) =>
        catalogue.Add(new() { Name = name, Summary = summary, Options = options, Create = create });
}
