using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>Checks parts that a scenario names (task, policy, estimator, baseline) against their catalogue.</summary>
/// <param name="problems">Added to.</param>
internal sealed class PartBinder(ICollection<ScenarioProblem> problems)
{
    /// <summary>Binds <c>{ "name": NAME, option: value, ... }</c> to values <c>path.name</c> and
    /// <c>path.option</c>.</summary>
    public void BindObject(SettingDefinition setting, ScenarioNode written, string path, EffectiveValues values)
    {
        int problemsBefore = problems.Count;
        ReadObject(setting, written, path, values);
        if (problems.Count > problemsBefore)
        {
            values.Refuse(path);
        }
    }

    /// <summary>Binds a text such as <c>kondo(share=0.1)</c> or <c>dg+opsm(delta=0.5)</c> to one value: the reference
    /// with all options that have a value.</summary>
    public void BindReference(SettingDefinition setting, ScenarioNode? written, string path, EffectiveValues values)
    {
        ValueSource source = written?.Source ?? ValueSource.Default;
        ScenarioNode node = written ?? ScenarioNode.Written(path, setting.Default ?? string.Empty, source);
        int problemsBefore = problems.Count;
        string? text = ReadReference(setting, node, path);
        if (text is null || problems.Count > problemsBefore)
        {
            values.Refuse(path);
        }
        else
        {
            values.Add(new(path, setting, text, source));
        }
    }

    private void ReadObject(SettingDefinition setting, ScenarioNode written, string path, EffectiveValues values)
    {
        PartSet parts = CatalogueOf(setting);
        ScenarioNode? named = written.Member("name");
        SettingDefinition nameSetting = new()
        {
            Name = "name", Kind = SettingKind.Text, Summary = setting.Summary,
            RequiredExample = string.Empty,
            Parts = parts,
        };
        if (named is null)
        {
            string known = string.Join(", ", parts.Names);
            Add(written.Source, path, $"{path}.name is missing; it picks the {parts.Kind}. Known: {known}.");
            return;
        }

        if (SettingValue.Read(nameSetting, named, out string name) is { } error)
        {
            Add(named.Source, path, $"{path}.name is {named.Shown}; {error}");
            return;
        }

        if (parts.Find(name) is not { } part)
        {
            Add(named.Source, path, $"{path}.name is {named.Shown}; {parts.Unknown(name)}");
            return;
        }

        values.Add(new($"{path}.name", nameSetting, name, named.Source));
        IEnumerable<KeyValuePair<string, ScenarioNode>> given = written.Members.Where(member => member.Key != "name");
        ReportUnknown(parts, part, given, key => $"{Shown.OneLine($"{path}.{key}")} is no option");
        BindOptions(part, written, path, values);
    }

    private string? ReadReference(SettingDefinition setting, ScenarioNode node, string path)
    {
        PartSet parts = CatalogueOf(setting);
        if (node.Kind is not (ScenarioNodeKind.Text or ScenarioNodeKind.Written))
        {
            Add(node.Source, path, $"{path} is {node.Shown}; {SettingValue.WrongForm(setting, node)}");
            return null;
        }

        List<string> unreadable = [];
        if (PartReference.Parse(node.Text, unreadable) is not { } reference)
        {
            Add(node.Source, path, $"{path} is {node.Shown}; {Shown.OneLine(string.Join(' ', unreadable))}");
            return null;
        }

        if (reference.Joined.Count > 0 && parts.Joined is null)
        {
            Add(node.Source, path, $"{path} is {node.Shown}; a {parts.Kind} has nothing joined to it. "
                + $"Write {Shown.OneLine(reference.Name)} alone.");
            return null;
        }

        PartReference? bound = BindOne(parts, reference, node, path);
        List<PartReference> joined = [];
        foreach (PartReference one in reference.Joined)
        {
            if (parts.Joined is { } known
                && BindOne(known, one, node, $"{path}+{Shown.OneLine(one.Name)}") is { } found)
            {
                joined.Add(found);
            }
        }

        return bound is null ? null : (bound with { Joined = joined }).ToString();
    }

    /// <summary>The reference with all options that have a value, or null where it names no part.</summary>
    private PartReference? BindOne(PartSet parts, PartReference reference, ScenarioNode node, string path)
    {
        string shown = $"{path.Split('+')[0]} is {node.Shown}";
        if (parts.Find(reference.Name) is not { } part)
        {
            Add(node.Source, path, $"{shown}; {parts.Unknown(reference.Name)}");
            return null;
        }

        // The options are bound like those of a part object, into values of their own, and joined to one text again.
        ScenarioNode options = new() { Kind = ScenarioNodeKind.Object, Path = path, Source = node.Source };
        foreach ((string name, string text) in reference.Options)
        {
            options.SetMember(name, ScenarioNode.Written($"{path}.{name}", text, node.Source));
        }

        ReportUnknown(parts, part, options.Members, key => $"{shown}; {Shown.Quoted(key)} is no option");
        EffectiveValues bound = new();
        BindOptions(part, options, path, bound);
        return new PartReference(part.Name, bound.Ordered.Where(value => value.Text is not null)
            .ToDictionary(value => value.Definition.Name, value => value.Text ?? string.Empty, StringComparer.Ordinal));
    }

    private void BindOptions(PartEntry part, ScenarioNode written, string path, EffectiveValues values)
    {
        int problemsBefore = problems.Count;
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        foreach (SettingDefinition option in part.Options)
        {
            ScenarioNode? node = written.Member(option.Name);
            string optionPath = $"{path}.{option.Name}";
            bool isUnset = node is null
                || (option.MayBeUnset && node is { Text: "null", Kind: not ScenarioNodeKind.Text });
            string? text = option.Default;
            if (!isUnset && node is not null)
            {
                if (SettingValue.Read(option, node, out string canonical) is { } error)
                {
                    Add(node.Source, optionPath, $"{optionPath} is {node.Shown}; {error}");
                    continue;
                }

                text = canonical;
                if (!option.IsOfEveryPart)
                {
                    given.Add(option.Name, canonical);
                }
            }

            values.Add(new(optionPath, option, text, node?.Source ?? ValueSource.Default));
        }

        if (problems.Count == problemsBefore && part.Together(given) is { } together)
        {
            Add(written.Source, path, $"{path} is '{part.Name}': {Shown.Escaped(together)}");
        }
    }

    private void ReportUnknown(
        PartSet parts, PartEntry part, IEnumerable<KeyValuePair<string, ScenarioNode>> given,
        Func<string, string> subject)
    {
        string[] names = [.. part.Options.Select(option => option.Name)];
        string known = names.Length == 0 ? "It has none." : $"It has {string.Join(", ", names)}.";
        foreach ((string key, ScenarioNode node) in given.Where(member => !names.Contains(member.Key)))
        {
            string message = $"{subject(key)} of {parts.Kind} '{part.Name}'.{NearestName.Hint(key, names)} {known}";
            Add(node.Source, node.Path, message);
        }
    }

    private static PartSet CatalogueOf(SettingDefinition setting) =>
        setting.Parts ?? throw new ArgumentException($"{setting.Name} has no catalogue.", nameof(setting));

    private void Add(ValueSource source, string path, string message) => problems.Add(new(source, path, message));
}
