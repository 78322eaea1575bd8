using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Delight.Experiments.Records;

namespace Delight.Development.Documentation;

/// <summary>The keys that a record has as JSON, read off what writes it.</summary>
internal static class RecordKeys
{
    /// <summary>What stands for a key that is data, by the key around it.</summary>
    private static readonly Dictionary<string, string> Placeholders = new(StringComparer.Ordinal)
    {
        ["effectiveScenario"] = "SETTING", ["sources"] = "SETTING", ["dropped"] = "REASON",
        ["realisedRates"] = "FRICTION",
    };

    /// <summary>All keys in the order in which they are written, those within a key after it.</summary>
    /// <exception cref="KeyNotFoundException">A map has no placeholder above.</exception>
    public static IReadOnlyList<KeyRow> Of(Type type) => [.. Of(type, string.Empty)];

    private static IEnumerable<KeyRow> Of(Type type, string prefix)
    {
        foreach (JsonPropertyInfo key in RecordJson.Line.GetTypeInfo(type).Properties.Where(key => key.Get is not null))
        {
            PropertyInfo property = (PropertyInfo)key.AttributeProvider!;
            KeyRow row = KeyRow.Of(prefix + key.Name, property.DeclaringType!, property.Name);
            JsonTypeInfo value = RecordJson.Line.GetTypeInfo(key.PropertyType);
            switch (value.Kind)
            {
                case JsonTypeInfoKind.Object:
                    yield return row;
                    foreach (KeyRow inner in Of(value.Type, row.Path + "."))
                    {
                        yield return inner;
                    }

                    break;
                case JsonTypeInfoKind.Enumerable:
                    yield return row;
                    foreach (KeyRow inner in Of(value.ElementType!, row.Path + "[]."))
                    {
                        yield return inner;
                    }

                    break;
                case JsonTypeInfoKind.Dictionary:
                    PropertyInfo entry = value.ElementType == typeof(string) ? Entry<string>()
                        : value.ElementType == typeof(long) ? Entry<long>() : Entry<double>();
                    yield return row with
                    {
                        Path = $"{row.Path}.{Placeholders[key.Name]}", Type = KeyType.Of(entry).Replace(" or null", ""),
                    };
                    break;
                default:
                    yield return key.PropertyType == typeof(JsonObject)
                        ? row with { Path = $"{row.Path}.{Placeholders[key.Name]}", Type = "any" }
                        : row.Type == "list" ? row with { Type = "list of pairs " + Pair(key.PropertyType) } : row;
                    break;
            }
        }
    }

    private static PropertyInfo Entry<T>() => typeof(KeyValuePair<string, T>).GetProperty("Value")!;

    /// <summary>What a list holds whose records are written as bare numbers.</summary>
    private static string Pair(Type list) => $"[{string.Join(", ", RecordJson.Line
        .GetTypeInfo(list.GetGenericArguments()[0]).Properties.Select(key => key.Name))}]";
}
