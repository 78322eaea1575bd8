using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Delight.Experiments.Scenarios;

namespace Delight.Experiments.Sweeps;

/// <summary>Names a result by everything that decides it, so that equal work is done once.</summary>
/// <remarks>Every effective value of the scenario counts that is not its setting's default, seed and estimator among
/// them, whoever set it and in whatever order: so a setting that is new, and changes nothing by default, leaves results
/// as they are. What only describes does not count: <c>name</c> and <c>summary</c>.</remarks>
internal static class ResultKey
{
    /// <summary>Raised whenever a change of the code, or of a default, moves the results of scenarios that stay as they
    /// are; results of lower versions are then computed anew.</summary>
    public const int ResultVersion = 1;

    private const int Letters = 24;

    private static readonly string[] Descriptions = ["name", "summary"];

    /// <summary>The key of one run.</summary>
    /// <param name="scenario">Its checked values.</param>
    /// <param name="recordedWith">The estimator whose stream is replayed; null for a run of its own.</param>
    /// <returns>24 hexadecimal digits.</returns>
    public static string Of(EffectiveScenario scenario, string? recordedWith)
    {
        IEnumerable<string> values = scenario.Values
            .Where(value => value.Text is not null && !Descriptions.Contains(value.Path, StringComparer.Ordinal)
                && !string.Equals(value.Text, value.Definition.Default, StringComparison.Ordinal))
            .Select(value => $"{value.Path}={value.Text}")
            .Order(StringComparer.Ordinal);
        return Hash($"{recordedWith}\n{string.Join('\n', values)}");
    }

    /// <summary>The key of what has no scenario.</summary>
    public static string Of(string content) => Hash(content);

    private static string Hash(string content)
    {
        string versioned = string.Create(CultureInfo.InvariantCulture, $"result {ResultVersion}\n{content}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(versioned)))[..Letters];
    }
}
