using System.Globalization;
using System.Text.Json;

namespace Delight.Learning.Inspection;

/// <summary>Reads flat arrays of one JSON object and notes what is wrong with them: one line a problem, with the first
/// bad index.</summary>
internal sealed class BatchFields(JsonElement root, ICollection<string> errors)
{
    /// <summary>What an element must be; null where it is fine.</summary>
    /// <param name="index">Index in the flat array.</param>
    /// <param name="value">The element, finite.</param>
    public delegate string? Rule(int index, double value);

    /// <summary>A whole number of at least 1, or 0 where an error was added.</summary>
    public int Dimension(string name)
    {
        if (!root.TryGetProperty(name, out JsonElement element))
        {
            errors.Add($"{name} is missing; it must be a whole number of at least 1.");
            return 0;
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value >= 1)
        {
            return value;
        }

        errors.Add($"{name} is {InWords(element)}; it must be a whole number of at least 1.");
        return 0;
    }

    /// <summary>True or false; false where the key is absent.</summary>
    public bool Flag(string name)
    {
        if (!root.TryGetProperty(name, out JsonElement element) || element.ValueKind is JsonValueKind.False)
        {
            return false;
        }

        if (element.ValueKind is not JsonValueKind.True)
        {
            errors.Add($"{name} is {InWords(element)}; it must be true or false.");
        }

        return element.ValueKind is JsonValueKind.True;
    }

    /// <summary>A flat array of numbers.</summary>
    /// <param name="name">The key.</param>
    /// <param name="length">Its length, or 0 where that is not known because a dimension was refused.</param>
    /// <param name="dims">The shape in words.</param>
    /// <param name="isRead">False for an element that need not be valid: it becomes 0.</param>
    /// <param name="rule">The rule for one element.</param>
    /// <returns>The numbers; empty where an error was added.</returns>
    public double[] Required(string name, long length, string dims, Func<int, bool> isRead, Rule rule)
    {
        if (root.TryGetProperty(name, out JsonElement _))
        {
            return Optional(name, length, dims, isRead, rule) ?? [];
        }

        string size = length > 0 ? Text($" of {length} numbers") : string.Empty;
        errors.Add($"{name} is missing; it must be an array {dims}{size}.");
        return [];
    }

    /// <summary>The same, or null where the key is absent or null.</summary>
    public double[]? Optional(string name, long length, string dims, Func<int, bool> isRead, Rule rule)
    {
        if (!root.TryGetProperty(name, out JsonElement array) || array.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (array.ValueKind != JsonValueKind.Array)
        {
            errors.Add($"{name} is {InWords(array)}; it must be a flat array {dims}.");
            return [];
        }

        int actual = array.GetArrayLength();
        bool isWhole = length == 0 || actual == length;
        if (!isWhole)
        {
            errors.Add(Text($"{name} has {actual} elements; {dims} needs {length}."));
        }

        return Elements(name, array, isRead, rule) is { } values && isWhole ? values : [];
    }

    /// <summary>A number as people read it.</summary>
    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private double[]? Elements(string name, JsonElement array, Func<int, bool> isRead, Rule rule)
    {
        double[] values = new double[array.GetArrayLength()];
        string? first = null;
        int index = 0, more = 0;
        foreach (JsonElement element in array.EnumerateArray())
        {
            if (isRead(index))
            {
                string? problem = Element(element, index, rule, out values[index]);
                more += first is not null && problem is not null ? 1 : 0;
                first ??= problem is null ? null : Text($"{name}[{index}] is {InWords(element)}; {problem}");
            }

            index++;
        }

        if (first is not null)
        {
            errors.Add(more == 0 ? first : Text($"{first} ({more} more in {name})"));
        }

        return first is null ? values : null;
    }

    private static string? Element(JsonElement element, int index, Rule rule, out double value)
    {
        value = 0;
        if (element.ValueKind == JsonValueKind.Number)
        {
            value = element.GetDouble();
        }

        bool isFinite = element.ValueKind == JsonValueKind.Number && double.IsFinite(value);
        return isFinite ? rule(index, value) : "it must be a finite number.";
    }

    private static string InWords(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String when element.GetString() is NonFiniteLiterals.NaN or NonFiniteLiterals.Infinity
            or NonFiniteLiterals.MinusInfinity => element.GetString()!,
        _ => element.GetRawText(),
    };
}
