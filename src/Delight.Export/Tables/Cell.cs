using System.Text.Json;

namespace Delight.Export.Tables;

/// <summary>What a value of a record is in a table.</summary>
internal static class Cell
{
    /// <summary>The type of the column; null for what is no single value.</summary>
    /// <param name="type">Type of the record's property, not nullable.</param>
    public static Type? TypeOf(Type type) =>
        type == typeof(long) || type == typeof(int) || type == typeof(ulong) ? typeof(long)
        : type == typeof(double) || type == typeof(TimeSpan) ? typeof(double)
        : type == typeof(string) || type.IsEnum ? typeof(string)
        : type == typeof(DateTimeOffset) ? typeof(DateTime)
        : type == typeof(bool) ? typeof(bool)
        : null;

    /// <summary>A value as the column has it: durations in seconds, enumerations as words, NaN as null, since that is
    /// what records write for it.</summary>
    public static object? Of(object? value) => value switch
    {
        int number => (long)number,
        ulong number => checked((long)number),
        double number => double.IsNaN(number) ? null : number,
        TimeSpan duration => duration.Ticks / (double)TimeSpan.TicksPerSecond,
        DateTimeOffset instant => instant.UtcDateTime,
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        _ => value,
    };
}
