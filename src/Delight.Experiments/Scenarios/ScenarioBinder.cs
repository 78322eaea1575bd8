using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>Walks the tree of definitions beside the tree of what was written: checks, and collects effective
/// values.</summary>
/// <param name="root">The top level's definition.</param>
/// <param name="problems">Added to.</param>
internal sealed class ScenarioBinder(SettingDefinition root, ICollection<ScenarioProblem> problems)
{
    private readonly PartBinder _parts = new(problems);

    public EffectiveValues Values { get; } = new();

    /// <summary>Binds a whole scenario.</summary>
    public void Bind(ScenarioNode scenario)
    {
        if (IsForm(root, scenario, ScenarioNodeKind.Object))
        {
            BindMembers(root, scenario, string.Empty, scenario.Source);
        }
    }

    private void BindMembers(SettingDefinition owner, ScenarioNode? node, string path, ValueSource source)
    {
        foreach ((string key, ScenarioNode member) in node?.Members ?? [])
        {
            if (owner.Member(key) is null)
            {
                problems.Add(new(member.Source, ScenarioNode.PathOf(path, key), Unknown(owner, path, key)));
            }
        }

        foreach (SettingDefinition member in owner.Members)
        {
            string memberPath = ScenarioNode.PathOf(path, member.Name);
            ScenarioNode? written = node?.Member(member.Name);
            if (written is null && member.RequiredExample is { } example)
            {
                Refuse(source, memberPath, $"{memberPath} is missing; it must be set. Add {example}.");
                continue;
            }

            BindMember(member, written, memberPath, source);
        }
    }

    private void BindMember(SettingDefinition member, ScenarioNode? written, string path, ValueSource source)
    {
        switch (member.Kind)
        {
            case SettingKind.Object when written is null || IsForm(member, written, ScenarioNodeKind.Object):
                BindMembers(member, written, path, written?.Source ?? source);
                break;
            case SettingKind.List when written is null || IsForm(member, written, ScenarioNodeKind.List):
                BindList(member, written, path);
                break;
            case SettingKind.Part when written is not null && IsForm(member, written, ScenarioNodeKind.Object):
                _parts.BindObject(member, written, path, Values);
                break;
            case SettingKind.Object or SettingKind.List or SettingKind.Part:
                break;
            case SettingKind.PartReference:
                _parts.BindReference(member, written, path, Values);
                break;
            default:
                BindScalar(member, written, path);
                break;
        }
    }

    private void BindList(SettingDefinition list, ScenarioNode? written, string path)
    {
        int count = written?.Elements.Count ?? 0;
        Values.AddList(path, count);
        if (written is not null && count == 0 && list.RequiredExample is { } example)
        {
            Refuse(written.Source, path, $"{path} is an empty list; it must have at least one entry, as in {example}.");
        }

        for (int i = 0; i < count; i++)
        {
            ScenarioNode entry = written!.Elements[i];
            string entryPath = $"{path}[{i}]";
            if (entry.Kind == ScenarioNodeKind.Object)
            {
                BindMembers(list, entry, entryPath, entry.Source);
            }
            else
            {
                Refuse(entry.Source, entryPath, $"{entryPath} is {entry.Shown}; it must be an object {{ ... }}.");
            }
        }
    }

    private void BindScalar(SettingDefinition setting, ScenarioNode? written, string path)
    {
        if (written is null && setting.IsIgnored)
        {
            return;
        }

        if (written is null || (setting.MayBeUnset && written is { Text: "null", Kind: not ScenarioNodeKind.Text }))
        {
            Values.Add(new(path, setting, setting.Default, written?.Source ?? ValueSource.Default));
        }
        else if (SettingValue.Read(setting, written, out string canonical) is { } error)
        {
            Refuse(written.Source, path, $"{path} is {written.Shown}; {error}");
        }
        else if (!setting.IsIgnored)
        {
            Values.Add(new(path, setting, canonical, written.Source));
        }
    }

    private bool IsForm(SettingDefinition setting, ScenarioNode written, ScenarioNodeKind form)
    {
        if (written.Kind == form)
        {
            return true;
        }

        string path = written.Path.Length == 0 ? "the top level" : written.Path;
        Refuse(written.Source, written.Path, $"{path} is {written.Shown}; {SettingValue.WrongForm(setting, written)}");
        return false;
    }

    private string Unknown(SettingDefinition owner, string path, string key)
    {
        string shown = Shown.OneLine(ScenarioNode.PathOf(path, key));
        string hint = NearestName.Hint(key, owner.Members.Select(member => member.Name));
        if (hint.Length == 0 && SettingPaths.Elsewhere(root, key) is { } elsewhere)
        {
            hint = $" Did you mean '{elsewhere}'?";
        }

        string known = string.Join(
            ", ", owner.Members.Where(member => !member.IsIgnored).Select(member => member.Name));
        return $"{shown} is no setting.{hint} {(path.Length == 0 ? "The top level" : path)} has {known}.";
    }

    private void Refuse(ValueSource source, string path, string message)
    {
        problems.Add(new(source, path, message));
        Values.Refuse(path);
    }
}
