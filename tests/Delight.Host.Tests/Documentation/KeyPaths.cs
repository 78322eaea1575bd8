using System.Text.Json.Nodes;

namespace Delight.Host.Tests.Documentation;

/// <summary>The keys that JSON has, written as the page of keys writes them.</summary>
internal static class KeyPaths
{
    /// <summary>All keys of an object.</summary>
    /// <param name="json">What a program wrote.</param>
    /// <param name="documented">Keys of the page: they say which keys are data, and how deep the page goes.</param>
    public static IReadOnlySet<string> Of(JsonObject json, IReadOnlyCollection<string> documented)
    {
        HashSet<string> found = [];
        Collect(json, string.Empty, documented, found);
        return found;
    }

    private static void Collect(
        JsonObject json, string prefix, IReadOnlyCollection<string> documented, HashSet<string> found)
    {
        string? data = documented.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..].Split('.')[0])
            .FirstOrDefault(segment => segment.Length > 0 && segment.All(char.IsAsciiLetterUpper));
        foreach ((string key, JsonNode? value) in json)
        {
            string path = prefix + (documented.Contains(prefix + key) ? key : data ?? key);
            bool isDeeper = documented.Any(known => known.StartsWith(path + ".", StringComparison.Ordinal)
                || known.StartsWith(path + "[]", StringComparison.Ordinal));
            if (!isDeeper || documented.Contains(path))
            {
                found.Add(path);
            }

            if (isDeeper && value is JsonObject inner)
            {
                Collect(inner, path + ".", documented, found);
            }
            else if (isDeeper && value is JsonArray list)
            {
                foreach (JsonObject entry in list.OfType<JsonObject>())
                {
                    Collect(entry, path + "[].", documented, found);
                }
            }
        }
    }
}
