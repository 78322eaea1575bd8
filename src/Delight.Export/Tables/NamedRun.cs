using Delight.Experiments.Records;

namespace Delight.Export.Tables;

/// <summary>A run with the name that its rows say.</summary>
/// <param name="Name">The last parts of its folder's path, joined by slashes; unique among those exported.</param>
/// <param name="Record">What its folder says.</param>
internal sealed record NamedRun(string Name, RunRecord Record)
{
    /// <summary>Where runs go by default. It says nothing about them, so it is no part of a name.</summary>
    public const string DefaultFolder = "runs";

    /// <summary>Names runs by their folder and the folder around it, so that those of several comparisons can be put
    /// together; by more where two would be the same.</summary>
    public static IReadOnlyList<NamedRun> Of(IReadOnlyList<RunRecord> runs)
    {
        char[] separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];
        string[][] parts = [.. runs.Select(run => Path.GetFullPath(run.Folder)
            .Split(separators, StringSplitOptions.RemoveEmptyEntries))];
        string[] names = [.. parts.Select(path => LastOf(path, 2))];
        for (int count = 3; names.Distinct(StringComparer.Ordinal).Count() < names.Length
            && count <= parts.Max(path => path.Length); count++)
        {
            HashSet<string> taken = [.. names.GroupBy(name => name, StringComparer.Ordinal)
                .Where(same => same.Count() > 1).Select(same => same.Key)];
            names = [.. names.Select((name, i) => taken.Contains(name) ? LastOf(parts[i], count) : name)];
        }

        return [.. runs.Select((run, i) => new NamedRun(names[i], run))];
    }

    private static string LastOf(string[] path, int count)
    {
        string[] last = path[^Math.Min(count, path.Length)..];
        return string.Join('/', count == 2 && last[0] == DefaultFolder ? last[1..] : last);
    }
}
