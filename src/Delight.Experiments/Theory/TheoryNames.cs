using Delight.Learning.Theory;

namespace Delight.Experiments.Theory;

/// <summary>Baselines of the tabular analysis as the command line writes them.</summary>
public static class TheoryNames
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, TheoryBaseline> Baselines { get; } =
        new Dictionary<string, TheoryBaseline>(StringComparer.Ordinal)
        {
            ["mean"] = TheoryBaseline.Mean,
            ["value"] = TheoryBaseline.Value,
            ["expected-confidence"] = TheoryBaseline.ExpectedConfidence,
        };

    /// <summary>The name of a baseline.</summary>
    public static string Of(TheoryBaseline baseline) => Baselines.Single(entry => entry.Value == baseline).Key;
}
