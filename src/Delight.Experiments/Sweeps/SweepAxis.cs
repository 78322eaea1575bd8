using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Sweeps;

/// <summary>A setting that a sweep varies.</summary>
/// <param name="Path">Its path, for example <c>optimiser.learningRate</c>.</param>
/// <param name="Values">At least one, as <c>--set</c> takes them.</param>
public sealed record SweepAxis(string Path, params IReadOnlyList<string> Values)
{
    /// <summary>As <c>--set</c> takes it.</summary>
    public string Text => $"{Path}={string.Join(',', Values)}";

    /// <summary>The last name of the path, for labels.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>Where each value stands on an axis of numbers; null where one of them is neither a number nor a
    /// duration.</summary>
    public IReadOnlyList<double>? Places
    {
        get
        {
            double?[] places = [.. Values.Select(PlaceOf)];
            return places.Contains(null) ? null : [.. places.Select(place => place!.Value)];
        }
    }

    /// <summary>True where the places are above 0 and span a decade, so that equal ratios are to be equally
    /// long.</summary>
    public bool IsLogarithmic => Places is { } places && places.Min() > 0 && places.Max() >= 10 * places.Min();

    /// <summary>Reads the text of a <c>--set</c> that has a list of values; null where it has one value.</summary>
    /// <param name="set">As typed: <c>path=a,b</c>. A comma in parentheses or brackets belongs to its value.</param>
    /// <exception cref="UserErrorException">It has no path, a bracket has no partner, a value is empty or stands there
    /// twice.</exception>
    public static SweepAxis? Parse(string set)
    {
        if (ValueList.Unclear(set) is { } unclear)
        {
            throw new UserErrorException($"--set {Shown.OneLine(set)}: {unclear}");
        }

        if (ValueList.Parse(set) is not { Values: { Count: > 1 } values, Path: var path })
        {
            return null;
        }

        if (values.Any(value => value.Length == 0))
        {
            throw new UserErrorException(
                $"--set {Shown.OneLine(set)}: a value is empty. Write the values with one comma between them.");
        }

        string? twice = values.GroupBy(value => value, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)
            ?.Key;
        return twice is null
            ? new SweepAxis(path, values)
            : throw new UserErrorException(
                $"--set {Shown.OneLine(set)}: {Shown.Quoted(twice)} is there twice. Keep one of them.");
    }

    private static double? PlaceOf(string value) =>
        OptionText.TryNumber(value, out double number) && double.IsFinite(number) ? number
            : DurationText.Read(value, out TimeSpan duration) is null ? duration.TotalSeconds
            : null;
}
