namespace Delight.Experiments.Scenarios;

/// <summary>Writes the reference of all settings as Markdown tables, for the docs, from the tree of settings.</summary>
public static class SettingsDocument
{
    /// <summary>One table per object: key, what it takes, default, meaning. LF line ends.</summary>
    /// <param name="definition">The top level, from <see cref="SettingTree.Create"/>.</param>
    /// <param name="output">Written to.</param>
    public static void Write(SettingDefinition definition, TextWriter output)
    {
        output.Write("# Settings of a scenario\n\n`./delight config settings` writes this page. A scenario file is "
            + "JSON with comments; `--set PATH=VALUE` and `DELIGHT__` variables override it.\n\n");
        WriteTable(definition, "Top level", string.Empty, output);
    }

    private static void WriteTable(SettingDefinition owner, string title, string path, TextWriter output)
    {
        output.Write($"## {title}\n\n{owner.Summary}\n\n| key | takes | default | meaning |\n|---|---|---|---|\n");
        foreach (SettingDefinition member in owner.Members)
        {
            WriteRow(member, output);
        }

        output.Write("\n");
        foreach (SettingDefinition member in owner.Members.Where(member => member.Members.Count > 0))
        {
            string memberPath = ScenarioNode.PathOf(path, member.Name);
            string entry = member.Kind == SettingKind.List ? memberPath + "[i]" : memberPath;
            WriteTable(member, $"`{entry}`", entry, output);
        }

        foreach (SettingDefinition member in owner.Members.Where(member => member.Parts is not null))
        {
            WriteParts(member, output);
        }
    }

    private static void WriteParts(SettingDefinition setting, TextWriter output)
    {
        foreach (PartEntry part in (setting.Parts?.Entries ?? []).Where(part => part.Options.Count > 0))
        {
            output.Write($"### {setting.Name} `{part.Name}`\n\n{part.Summary}\n\n");
            output.Write("| option | takes | default | meaning |\n|---|---|---|---|\n");
            foreach (SettingDefinition option in part.Options)
            {
                WriteRow(option, output);
            }

            output.Write("\n");
        }
    }

    private static void WriteRow(SettingDefinition setting, TextWriter output)
    {
        string standard = setting switch
        {
            { RequiredExample: not null } => "required",
            { Default: null } => "",
            { Default: "" } => "`''`",
            _ => $"`{setting.Default}`",
        };
        string rule = SettingValue.Rule(setting).Replace("|", "\\|", StringComparison.Ordinal);
        output.Write($"| `{setting.Name}` | {rule} | {standard} | {setting.Summary} |\n");
    }
}
