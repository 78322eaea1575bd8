using Delight.Experiments.Text;

namespace Delight.Experiments.Scenarios;

/// <summary>Finds the settings that variables and command-line options mean.</summary>
/// <param name="root">The top level's definition.</param>
/// <param name="problems">Added to.</param>
internal sealed class OverrideResolver(SettingDefinition root, ICollection<ScenarioProblem> problems)
{
    /// <summary>What variables start with; case does not matter in their names.</summary>
    private const string Prefix = "DELIGHT__";

    /// <summary>Variables by name, so that their order in the environment means nothing.</summary>
    public IEnumerable<OverrideTarget> FromEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        Dictionary<string, string> variableOfPath = new(StringComparer.Ordinal);
        foreach ((string name, string value) in environment
            .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .OrderBy(variable => variable.Key, StringComparer.OrdinalIgnoreCase)
            .ThenBy(variable => variable.Key, StringComparer.Ordinal))
        {
            ValueSource source = ValueSource.Environment(Shown.OneLine(name));
            if (PathSegment.ParseVariable(name[Prefix.Length..]) is not { } segments)
            {
                problems.Add(new(
                    source, string.Empty, $"no path follows {Prefix}. Write for example {Prefix}learner__batchRows."));
            }
            else if (Resolve(segments, value, source, StringComparison.OrdinalIgnoreCase) is { } target)
            {
                if (variableOfPath.TryAdd(target.Path, name))
                {
                    yield return target;
                }
                else
                {
                    problems.Add(new(
                        source, target.Path, $"{target.Path} is set by {variableOfPath[target.Path]} too; keep one."));
                }
            }
        }
    }

    /// <summary>The texts of <c>--set</c> in the order given.</summary>
    public IEnumerable<OverrideTarget> FromSets(IEnumerable<string> sets)
    {
        ValueSource source = ValueSource.CommandLine("--set");
        foreach (string set in sets)
        {
            int equals = set.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                problems.Add(new(source, string.Empty, $"{Shown.Quoted(set)} has no '='. Write --set PATH=VALUE."));
            }
            else if (FromOption(new(set[..equals].Trim(), set[(equals + 1)..].Trim(), "--set")) is { } target)
            {
                yield return target;
            }
        }
    }

    /// <summary>One option of the command line; null where a problem was added.</summary>
    public OverrideTarget? FromOption(ScenarioOverride option)
    {
        ValueSource source = ValueSource.CommandLine(option.Label);
        if (PathSegment.Parse(option.Path) is { } segments)
        {
            return Resolve(segments, option.Value, source, StringComparison.Ordinal);
        }

        string rule = "a path is names joined by dots, with [0] for the first entry of a list, as in workers[0].count";
        problems.Add(new(source, string.Empty, $"{Shown.Quoted(option.Path)} is no path; {rule}."));
        return null;
    }

    private OverrideTarget? Resolve(
        IReadOnlyList<PathSegment> segments, string value, ValueSource source, StringComparison comparison)
    {
        List<PathSegment> found = [];
        SettingDefinition? at = root;
        for (int i = 0; i < segments.Count; i++)
        {
            PathSegment segment = segments[i];
            if (at is { Kind: SettingKind.Part })
            {
                // Which options there are depends on the part's name, which a later override may change: binding
                // checks.
                string? option = SettingPaths.OptionNames(at)
                    .FirstOrDefault(name => name.Equals(segment.Name, comparison));
                found.Add(segment with { Name = option ?? segment.Name });
                at = null;
                continue;
            }

            if (at?.Member(segment.Name, comparison) is not { } member)
            {
                string written = string.Join('.', segments);
                string remedy = at is { Kind: SettingKind.PartReference }
                    ? $" {at.Name} is one text; write {at.Name}=NAME({Shown.OneLine(segment.Name)}=VALUE)."
                    : SettingPaths.Hint(root, written);
                problems.Add(new(source, written, $"{Shown.Quoted(written)} is no setting.{remedy}"));
                return null;
            }

            found.Add(segment with { Name = member.Name });
            string path = string.Join('.', found);
            if (segment.Index is not null && member.Kind != SettingKind.List)
            {
                string rule = $"has an index, but {member.Name} is no list. Leave the index out.";
                problems.Add(new(source, path, $"{path} {rule}"));
                return null;
            }

            if (segment.Index is null && member.Kind == SettingKind.List && i < segments.Count - 1)
            {
                problems.Add(new(source, path, $"{path} is a list; say which entry, as in {path}[0]."));
                return null;
            }

            at = member;
        }

        return new(found, at, value, source);
    }
}
