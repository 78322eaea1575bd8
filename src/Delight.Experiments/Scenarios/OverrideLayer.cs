using System.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>Writes overrides over the nodes of a file, so that binding sees one tree whatever the layer of a
/// value.</summary>
/// <param name="problems">Added to.</param>
internal sealed class OverrideLayer(ICollection<ScenarioProblem> problems)
{
    /// <summary>Applies one override.</summary>
    /// <param name="root">The file's top level; an object.</param>
    /// <param name="target">What to set.</param>
    public void Apply(ScenarioNode root, OverrideTarget target)
    {
        ScenarioNode owner = root;
        string path = string.Empty;
        for (int i = 0; i < target.Segments.Count; i++)
        {
            (string name, int? index) = target.Segments[i];
            bool isLast = i == target.Segments.Count - 1;
            path = ScenarioNode.PathOf(path, name);
            if (index is { } entry)
            {
                ScenarioNode? list = owner.Member(name);
                path = $"{path}[{entry}]";
                if (list?.Kind != ScenarioNodeKind.List || entry >= list.Elements.Count)
                {
                    ReportNoEntry(list, name, path, target.Source);
                    return;
                }

                if (isLast)
                {
                    list.Elements[entry] = ValueNode(target, path, isListEntry: true) ?? list.Elements[entry];
                    return;
                }

                owner = list.Elements[entry];
            }
            else if (isLast)
            {
                if (ValueNode(target, path, isListEntry: false) is { } value)
                {
                    owner.SetMember(name, value);
                }

                return;
            }
            else
            {
                owner = ObjectAt(owner, name, path, target.Source);
            }

            if (owner.Kind != ScenarioNodeKind.Object)
            {
                // Binding reports that the value above is no object; below it there is nothing to set.
                return;
            }
        }
    }

    private static ScenarioNode ObjectAt(ScenarioNode owner, string name, string path, ValueSource source)
    {
        if (owner.Member(name) is { } existing)
        {
            return existing;
        }

        ScenarioNode created = new() { Kind = ScenarioNodeKind.Object, Path = path, Source = source };
        owner.SetMember(name, created);
        return created;
    }

    /// <summary>The value as a node; null where it should be JSON and is not, which is then reported.</summary>
    private ScenarioNode? ValueNode(OverrideTarget target, string path, bool isListEntry)
    {
        SettingKind kind = isListEntry ? SettingKind.Object : target.Setting?.Kind ?? SettingKind.Text;
        string value = target.Value;
        bool isJson = kind is SettingKind.Object or SettingKind.List
            || (kind == SettingKind.Part && value.StartsWith('{'));
        if (isJson && !string.IsNullOrWhiteSpace(value))
        {
            return new ScenarioReader(path, _ => target.Source, problems).Read(Encoding.UTF8.GetBytes(value));
        }

        return kind == SettingKind.Part
            ? PartNode(path, value, target.Source)
            : ScenarioNode.Written(path, value, target.Source);
    }

    /// <summary>A part object from a reference such as <c>mlp(hidden=[50, 50])</c>.</summary>
    private static ScenarioNode PartNode(string path, string value, ValueSource source)
    {
        if (PartReference.Parse(value, []) is not { Joined.Count: 0 } reference)
        {
            // Binding refuses the words with the rule.
            return ScenarioNode.Written(path, value, source);
        }

        ScenarioNode part = new() { Kind = ScenarioNodeKind.Object, Path = path, Source = source };
        part.SetMember("name", ScenarioNode.Written($"{path}.name", reference.Name, source));
        foreach ((string option, string text) in reference.Options.Where(option => option.Key != "name"))
        {
            part.SetMember(option, ScenarioNode.Written($"{path}.{option}", text, source));
        }

        return part;
    }

    private void ReportNoEntry(ScenarioNode? list, string name, string path, ValueSource source)
    {
        int count = list?.Elements.Count ?? 0;
        string rule = count == 0 ? $"{name} has no entries" : $"the last one is {name}[{count - 1}]";
        string remedy = $"Add entries in the file or set {name} as a whole.";
        problems.Add(new(source, path, $"{path} does not exist; {rule}. {remedy}"));
    }
}
