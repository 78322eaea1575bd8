using System.Globalization;
using System.Text.RegularExpressions;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Records;

/// <summary>A condition on runs, as <c>--where</c> takes it: <c>status=failed</c>, <c>error&lt;0.1</c>,
/// <c>optimiser.learningRate=0.001</c>.</summary>
/// <remarks>The key is a column of the list, or the path of any setting. Numbers, shares (<c>1%</c>) and durations
/// (<c>9ms</c>) are compared as such; in texts <c>*</c> stands for any letters.</remarks>
public sealed class RunFilter
{
    private const string Started = "started";

    private static readonly string[] Operators = ["!=", "<=", ">=", "=", "<", ">"];

    private static readonly Dictionary<string, Func<RunListing, string?>> Columns = new(StringComparer.Ordinal)
    {
        ["name"] = run => Path.GetFileName(run.Folder),
        ["folder"] = run => run.Folder,
        ["scenario"] = run => run.Summary?.Scenario,
        ["estimator"] = run => run.Summary?.Estimator,
        ["runtime"] = run => run.Summary?.Runtime,
        ["seed"] = run => run.Summary?.Seed.ToString(CultureInfo.InvariantCulture),
        ["status"] = run => run.Status,
        ["steps"] = run => run.Steps?.ToString(CultureInfo.InvariantCulture),
        ["error"] = run => run.Error?.ToString("R", CultureInfo.InvariantCulture),
        [Started] = run => run.Started.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
    };

    private readonly string _key;
    private readonly string _operator;
    private readonly string _value;

    private RunFilter(string key, string comparison, string value) =>
        (_key, _operator, _value) = (key, comparison, value);

    /// <summary>Reads conditions.</summary>
    /// <param name="texts">As typed.</param>
    /// <exception cref="UserErrorException">One of them is none: a line for each.</exception>
    public static IReadOnlyList<RunFilter> Parse(IEnumerable<string> texts)
    {
        List<string> problems = [];
        List<RunFilter> filters = [];
        foreach (string text in texts)
        {
            int at = text.IndexOfAny(['!', '<', '>', '=']);
            string? comparison = at < 1 ? null
                : Array.Find(Operators, known => text.AsSpan(at).StartsWith(known, StringComparison.Ordinal));
            if (comparison is null)
            {
                problems.Add($"--where {Shown.OneLine(text)}: it is no condition. Write key=value, for example "
                    + "status=failed, error<0.1 or optimiser.learningRate=0.001.");
                continue;
            }

            RunFilter filter = new(text[..at].Trim(), comparison, text[(at + comparison.Length)..].Trim());
            if (filter.Problem() is { } problem)
            {
                problems.Add($"--where {Shown.OneLine(text)}: {problem}");
            }

            filters.Add(filter);
        }

        return problems.Count == 0 ? filters : throw new UserErrorException(problems);
    }

    /// <summary>Keeps the runs that all conditions hold for.</summary>
    /// <exception cref="UserErrorException">No run has a key.</exception>
    public static IReadOnlyList<RunListing> Apply(IReadOnlyList<RunFilter> filters, IReadOnlyList<RunListing> runs)
    {
        string[] unknown = [.. filters.Select(filter => filter._key).Distinct(StringComparer.Ordinal)
            .Where(key => runs.Count > 0 && !Columns.ContainsKey(key) && runs.All(run => ValueOf(run, key) is null))];
        if (unknown.Length > 0)
        {
            string[] known = [.. Columns.Keys, .. runs.Select(run => run.Summary).OfType<RunSummary>()
                .SelectMany(run => ScenarioDifference.Flat(run.EffectiveScenario).Keys).Distinct()];
            throw new UserErrorException([.. unknown.Select(key =>
                $"--where {Shown.OneLine(key)}: no run has it.{NearestName.Hint(key, known)} Keys are "
                + $"{string.Join(", ", Columns.Keys)}, and the paths of settings.")]);
        }

        return [.. runs.Where(run => filters.All(filter => filter.Holds(run)))];
    }

    private static string? ValueOf(RunListing run, string key) => Columns.TryGetValue(key, out var column)
        ? column(run)
        : run.Summary is { } summary
            && ScenarioDifference.Flat(summary.EffectiveScenario).TryGetValue(key, out string? value)
            ? value.Trim('"') : null;

    private static bool TryQuantity(string text, out double quantity)
    {
        if (OptionText.TryNumber(text.TrimEnd('%'), out quantity))
        {
            quantity = text.EndsWith('%') ? quantity / 100 : quantity;
            return true;
        }

        bool isDuration = DurationText.Read(text, out TimeSpan duration) is null;
        quantity = duration.TotalSeconds;
        return isDuration;
    }

    private bool IsOrder => _operator is not ("=" or "!=");

    private string? Problem()
    {
        if (_value.Length == 0)
        {
            return "it has no value. Write one behind the sign.";
        }

        if (IsOrder)
        {
            return _key == Started || TryQuantity(_value, out _)
                ? null
                : $"'{Shown.OneLine(_value)}' cannot be more or less. Write a number, a share such as 1% or a duration "
                    + "such as 9ms.";
        }

        bool isUnknownStatus = _key == "status" && !_value.Contains('*', StringComparison.Ordinal)
            && !RunListing.Statuses.Contains(_value, StringComparer.Ordinal);
        return isUnknownStatus
            ? $"there is no such status.{NearestName.Hint(_value, RunListing.Statuses)} A status is "
                + $"{string.Join(", ", RunListing.Statuses)}."
            : null;
    }

    private bool Holds(RunListing run)
    {
        if (ValueOf(run, _key) is not { } value)
        {
            return _operator == "!=";
        }

        bool areNumbers = TryQuantity(value, out double left) & TryQuantity(_value, out double right);
        if (!areNumbers && IsOrder && _key != Started)
        {
            return false; // neither more nor less
        }

        int order = areNumbers ? left.CompareTo(right) : string.CompareOrdinal(value, _value);
        bool isEqual = areNumbers ? order == 0 : Regex.IsMatch(
            value, $"^{Regex.Escape(_value).Replace("\\*", ".*", StringComparison.Ordinal)}$",
            RegexOptions.Singleline, TimeSpan.FromSeconds(1));
        return _operator switch
        {
            "=" => isEqual,
            "!=" => !isEqual,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }
}
