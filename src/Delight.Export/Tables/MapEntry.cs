using System.Text.Json.Nodes;

namespace Delight.Export.Tables;

/// <summary>What stands in the maps of a run: each entry is a column.</summary>
/// <param name="Name">For example <c>dropped.stale</c>, <c>learner.batchRows</c>.</param>
/// <param name="Type">Of the column.</param>
/// <param name="Value">Of that type, or null.</param>
internal sealed record MapEntry(string Name, Type Type, object? Value)
{
    /// <summary>The entries of a map.</summary>
    /// <param name="map">Where it stands.</param>
    /// <param name="record">The record that holds it.</param>
    /// <param name="settings">Types of settings.</param>
    /// <exception cref="NotSupportedException">The map holds no numbers.</exception>
    public static IEnumerable<MapEntry> Of(RecordField map, object record, SettingTypes settings) =>
        map.Read(record) switch
        {
            // Settings keep the paths that --set takes.
            JsonObject scenario => settings.Flatten(scenario),
            IReadOnlyDictionary<string, long> counts => From(map, counts),
            IReadOnlyDictionary<string, double> numbers => From(map, numbers),
            var other => throw new NotSupportedException($"{map.Path} is a {other?.GetType()}, which has no columns."),
        };

    private static IEnumerable<MapEntry> From<T>(RecordField map, IReadOnlyDictionary<string, T> entries) =>
        entries.Select(entry => new MapEntry($"{map.Path}.{entry.Key}", typeof(T), Cell.Of(entry.Value)));
}
