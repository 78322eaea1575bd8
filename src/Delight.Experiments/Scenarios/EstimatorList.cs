using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>Estimators that run beside each other, each with its scenario.</summary>
/// <remarks>Folders and results are found by the estimator's shortest text. Two spellings of one estimator would share
/// them, so they are refused.</remarks>
internal static class EstimatorList
{
    /// <summary>Reads <c>--estimators</c>; what is there twice in the same letters counts once.</summary>
    /// <param name="text">Comma-separated, with options in parentheses.</param>
    public static string[] Parse(string text) =>
        [.. PartReference.SplitList(text).Distinct(StringComparer.Ordinal)];

    /// <summary>A line for each spelling of an estimator that an earlier one means too.</summary>
    /// <param name="entries">What was written, and the scenario that came of it.</param>
    public static IEnumerable<string> Repeats(IEnumerable<(string Written, EffectiveScenario Scenario)> entries)
    {
        Dictionary<string, string> writtenOf = new(StringComparer.Ordinal);
        foreach ((string written, EffectiveScenario scenario) in entries)
        {
            if (!writtenOf.TryAdd(Meaning(scenario), written))
            {
                string before = Shown.OneLine(writtenOf[Meaning(scenario)]);
                yield return
                    $"--estimators: {before} and {Shown.OneLine(written)} are the same estimator; keep one.";
            }
        }
    }

    /// <summary>The shortest text, whatever the order of its options.</summary>
    private static string Meaning(EffectiveScenario scenario)
    {
        PartReference whole = PartReference.Parse(scenario.EstimatorLabel, [])!;
        return string.Join('+', whole.Joined.Prepend(whole).Select(part => string.Join(
            ',', part.Options.Select(option => $"{option.Key}={option.Value}").Order(StringComparer.Ordinal)
                .Prepend(part.Name))));
    }
}
