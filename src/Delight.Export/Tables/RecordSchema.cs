using System.Collections;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Delight.Experiments.Records;

namespace Delight.Export.Tables;

/// <summary>The keys of a record, read off its type as its JSON is, so that a new key becomes a new column.</summary>
internal sealed class RecordSchema
{
    private readonly List<RecordField> _fields = [];
    private readonly List<RecordField> _maps = [];
    private readonly List<RecordList> _lists = [];

    private RecordSchema()
    {
    }

    /// <summary>Single values; those of records within it have the path of both keys.</summary>
    public IReadOnlyList<RecordField> Fields => _fields;

    /// <summary>Objects whose keys are data: drops by reason, settings.</summary>
    public IReadOnlyList<RecordField> Maps => _maps;

    /// <summary>Lists of records; each is a table of its own.</summary>
    public IReadOnlyList<RecordList> Lists => _lists;

    /// <summary>Reads the keys of a record's type.</summary>
    public static RecordSchema Of(Type type)
    {
        RecordSchema schema = new();
        schema.Add(type, string.Empty, record => record);
        return schema;
    }

    private void Add(Type owner, string prefix, Func<object, object?> from)
    {
        foreach (JsonPropertyInfo property in RecordJson.Line.GetTypeInfo(owner).Properties)
        {
            if (property.Get is not { } get)
            {
                continue; // kept out of the JSON
            }

            string path = prefix + property.Name;
            object? Read(object record) => from(record) is { } holder ? get(holder) : null;
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (Cell.TypeOf(type) is { } column)
            {
                _fields.Add(new RecordField(path, column, record => Cell.Of(Read(record))));
            }
            else if (type == typeof(JsonObject) || Is(type, typeof(IReadOnlyDictionary<,>)))
            {
                _maps.Add(new RecordField(path, type, Read));
            }
            else if (Is(type, typeof(IReadOnlyList<>)))
            {
                _lists.Add(new RecordList(
                    path, type.GetGenericArguments()[0],
                    record => ((IEnumerable?)Read(record))?.Cast<object>() ?? []));
            }
            else
            {
                Add(type, path + ".", Read);
            }
        }
    }

    private static bool Is(Type type, Type open) => type.IsGenericType && type.GetGenericTypeDefinition() == open;
}

/// <summary>One key.</summary>
/// <param name="Path">For example <c>successes.share</c>.</param>
/// <param name="Type">Of the column; of a map, its own.</param>
/// <param name="Read">Gets the record and gives the value.</param>
internal sealed record RecordField(string Path, Type Type, Func<object, object?> Read);

/// <summary>A key that holds a list of records.</summary>
/// <param name="Path">For example <c>byAge</c>.</param>
/// <param name="Type">Of one record of the list.</param>
/// <param name="Read">Gets the outer record and gives the list.</param>
internal sealed record RecordList(string Path, Type Type, Func<object, IEnumerable<object>> Read);
