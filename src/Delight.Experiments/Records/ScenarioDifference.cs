using System.Text.Json.Nodes;

namespace Delight.Experiments.Records;

/// <summary>A setting that two recorded scenarios have different values of.</summary>
/// <param name="Path">Its path.</param>
/// <param name="First">As JSON writes it; of the first scenario.</param>
/// <param name="Second">Of the second one.</param>
internal sealed record ScenarioDifference(string Path, string First, string Second)
{
    private static readonly string[] Descriptions = ["name", "summary"];

    /// <summary>What two scenarios have different values of. What only describes does not count, nor does a setting
    /// that only one of them knows: builds add settings, and their defaults change nothing.</summary>
    public static IEnumerable<ScenarioDifference> Of(JsonObject first, string second) =>
        Of(first, (JsonObject)JsonNode.Parse(second)!);

    /// <inheritdoc cref="Of(JsonObject, string)"/>
    public static IEnumerable<ScenarioDifference> Of(JsonObject first, JsonObject second)
    {
        Dictionary<string, string> left = Flat(first), right = Flat(second);
        return left.Where(entry => !Descriptions.Contains(entry.Key)
                && right.TryGetValue(entry.Key, out string? other) && other != entry.Value)
            .Select(entry => new ScenarioDifference(entry.Key, entry.Value, right[entry.Key]));
    }

    /// <summary>The values of a scenario by path, as JSON writes them.</summary>
    public static Dictionary<string, string> Flat(JsonObject scenario)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        Add(scenario, string.Empty);
        return values;

        void Add(JsonNode? node, string path)
        {
            switch (node)
            {
                case JsonObject owner:
                    foreach ((string name, JsonNode? member) in owner)
                    {
                        Add(member, path.Length == 0 ? name : $"{path}.{name}");
                    }

                    break;
                case JsonArray list when list.Any(item => item is JsonObject):
                    for (int i = 0; i < list.Count; i++)
                    {
                        Add(list[i], FormattableString.Invariant($"{path}[{i}]"));
                    }

                    break;
                default:
                    values.Add(path, node?.ToJsonString() ?? "null");
                    break;
            }
        }
    }
}
