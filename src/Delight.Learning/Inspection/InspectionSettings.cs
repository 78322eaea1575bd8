using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using Delight.Learning.Parts;

namespace Delight.Learning.Inspection;

/// <summary>The estimators that an inspection shows.</summary>
public static class InspectionSettings
{
    /// <summary>The word for every estimator at its defaults and the named settings.</summary>
    public const string All = "all";

    /// <summary>Settings that have a name of their own, and the reference that each stands for.</summary>
    public static IReadOnlyDictionary<string, string> Named { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["dg-eta"] = "dg(eta=0.5,lambda=0.1)",
            ["kondo-zero-price"] = "kondo(price=0)",
            ["kondo-top-quarter"] = "kondo(share=0.25)",
            ["ppo-dual"] = "ppo(clip=0.2,clipHigh=0.28,dual=3)",
            ["dg-opsm"] = "dg+opsm(delta=0.5)",
            ["reinforce-geo"] = "reinforce+geo(low=0.5,high=2)",
        };

    /// <summary>Turns what the user asked for into estimators.</summary>
    /// <param name="text"><see cref="All"/>, a named setting, or a list such as <c>dg,kondo(share=0.1)</c>.</param>
    /// <param name="catalogues">Of estimators and masks.</param>
    /// <param name="hasAnswers">True where the batch has answers; without them <see cref="All"/> leaves oracles out,
    /// and naming one is an error.</param>
    /// <param name="errors">Added to: one line a problem.</param>
    /// <returns>Names as written, each once and in order, with their estimators; those without an error.</returns>
    public static IReadOnlyList<KeyValuePair<string, IEstimator>> Resolve(
        string text, PartCatalogues catalogues, bool hasAnswers, ICollection<string> errors)
    {
        bool isAll = text.Trim() == All;
        List<KeyValuePair<string, IEstimator>> resolved = [];
        IEnumerable<string> names = isAll
            ? catalogues.Estimators.Names.Concat(Named.Keys)
            : PartReference.SplitList(text);
        foreach (string name in names.Distinct(StringComparer.Ordinal))
        {
            if (PartReference.Parse(Named.GetValueOrDefault(name, name), errors) is not { } reference
                || catalogues.FindEstimator(reference, errors) is not { } create)
            {
                continue;
            }

            IEstimator estimator = create();
            if (hasAnswers || !estimator.NeedsAnswers)
            {
                resolved.Add(new(name, estimator));
            }
            else if (!isAll)
            {
                errors.Add(
                    $"estimator '{name}' needs answers and the batch has none; add the key answers, or leave it out.");
            }
        }

        return resolved;
    }
}
