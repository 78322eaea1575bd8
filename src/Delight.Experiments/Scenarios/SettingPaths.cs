using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>All key paths of the tree, for hints; the entries of lists stand as <c>[0]</c>.</summary>
internal static class SettingPaths
{
    /// <summary>Every path that <c>--set</c> takes, in canonical order.</summary>
    public static IEnumerable<string> All(SettingDefinition owner, string path = "")
    {
        foreach (SettingDefinition member in owner.Members)
        {
            string memberPath = ScenarioNode.PathOf(path, member.Name);
            yield return memberPath;
            if (member.Kind == SettingKind.Part)
            {
                foreach (string option in OptionNames(member))
                {
                    yield return $"{memberPath}.{option}";
                }
            }

            string inner = member.Kind == SettingKind.List ? memberPath + "[0]" : memberPath;
            foreach (string below in All(member, inner))
            {
                yield return below;
            }
        }
    }

    /// <summary>What may stand below a part: <c>name</c> and the options of all parts of its catalogue.</summary>
    public static IEnumerable<string> OptionNames(SettingDefinition part) => (part.Parts?.Entries ?? [])
        .SelectMany(entry => entry.Options)
        .Select(option => option.Name)
        .Prepend("name")
        .Distinct(StringComparer.Ordinal);

    /// <summary>The path anywhere in the tree whose last name is the key, for keys that stand at the wrong place; or
    /// null.</summary>
    public static string? Elsewhere(SettingDefinition root, string key) => All(root).FirstOrDefault(
        path => path[(path.LastIndexOf('.') + 1)..].Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary><c> Did you mean 'path'?</c> with a leading space, or nothing.</summary>
    public static string Hint(SettingDefinition root, string path)
    {
        string? near = All(root).FirstOrDefault(known => known.Equals(path, StringComparison.OrdinalIgnoreCase))
            ?? Elsewhere(root, path[(path.LastIndexOf('.') + 1)..])
            ?? NearestName.Find(path, All(root));
        return near is null ? string.Empty : $" Did you mean '{near}'?";
    }
}
