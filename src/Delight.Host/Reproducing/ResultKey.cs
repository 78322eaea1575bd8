using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Delight.Host.Scenarios;

namespace Delight.Host.Reproducing;

/// <summary>Names a result by everything that decides it, so that equal work is done once.</summary>
/// <remarks>Every effective value of the scenario counts, seed and estimator among them, whoever set it and in whatever
/// order. What only describes does not: <c>name</c> and <c>summary</c>.</remarks>
internal static class ResultKey
{
    /// <summary>Raised whenever a change of the code moves the results of scenarios that stay as they are; results of
    /// lower versions are then computed anew.</summary>
    public const int ResultVersion = 1;

    private const int Letters = 24;

    private static readonly string[] Descriptions = ["name", "summary"];

    /// <summary>The key of one run.</summary>
    /// <param name="scenario">Its checked values.</param>
    /// <param name="recordedWith">The estimator whose stream is replayed; null for a run of its own.</param>
    /// <returns>24 hexadecimal digits.</returns>
    public static string Of(EffectiveScenario scenario, string? recordedWith)
    {
        JsonObject values = (JsonObject)JsonNode.Parse(scenario.ToJson())!;
        foreach (string description in Descriptions)
        {
            values.Remove(description);
        }

        return Hash($"{recordedWith}\n{Sorted(values)!.ToJsonString()}");
    }

    /// <summary>The key of what has no scenario.</summary>
    public static string Of(string content) => Hash(content);

    private static string Hash(string content)
    {
        string versioned = string.Create(CultureInfo.InvariantCulture, $"result {ResultVersion}\n{content}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(versioned)))[..Letters];
    }

    /// <summary>Members by name, so that a change of the settings' order means nothing.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject owner => new JsonObject(owner.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
