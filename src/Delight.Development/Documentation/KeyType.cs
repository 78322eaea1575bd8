using System.Reflection;
using System.Text.Json;

namespace Delight.Development.Documentation;

/// <summary>Words for the type of a key, from the property behind it.</summary>
internal static class KeyType
{
    /// <summary>For example <c>whole number or null</c>.</summary>
    public static string Of(PropertyInfo property)
    {
        bool isNullable = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        return Word(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
            + (isNullable ? " or null" : string.Empty);
    }

    private static string Word(Type type) =>
        type == typeof(long) || type == typeof(int) || type == typeof(ulong) ? "whole number"
        : type == typeof(double) || type == typeof(float) ? "number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(string) ? "text"
        : type == typeof(TimeSpan) ? "seconds"
        : type == typeof(DateTimeOffset) ? "time"
        : type.IsEnum
            ? "one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            ? type.GetGenericArguments()[0] is var entry && Word(entry) is var word && word != "object"
                ? $"list of {word}s" : "list"
        : "object";
}
