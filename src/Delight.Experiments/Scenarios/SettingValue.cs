using System.Globalization;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;
using Delight.Simulation.Network;

namespace Delight.Experiments.Scenarios;

/// <summary>Reads one scalar (or list of numbers) by its definition and writes it in its one canonical form.</summary>
internal static class SettingValue
{
    /// <summary>Reads a value.</summary>
    /// <param name="setting">Any kind but object, list, part and part reference.</param>
    /// <param name="node">What was written.</param>
    /// <param name="canonical">The value's text: equal values have equal texts.</param>
    /// <returns>Null, or the rule that the value breaks and the remedy, to follow "NAME is VALUE; ".</returns>
    public static string? Read(SettingDefinition setting, ScenarioNode node, out string canonical)
    {
        canonical = node.Text;
        if (node.Kind != ScenarioNodeKind.Written && !HasRightForm(setting, node))
        {
            return WrongForm(setting, node);
        }

        return setting.Kind switch
        {
            SettingKind.Text => null,
            SettingKind.Path => node.Text.Length > 0 ? null : "it must be a path.",
            SettingKind.Name => IsName(node.Text)
                ? null
                : "a name starts with a letter or digit and has only letters, digits, '-', '_' and '.'.",
            SettingKind.Flag => node.Text is "true" or "false" ? null : "it must be true or false.",
            SettingKind.Choice => setting.Choices.Contains(node.Text, StringComparer.Ordinal)
                ? null
                : $"it must be {KindInWords(setting)}.{NearestName.Hint(node.Text, setting.Choices)}",
            SettingKind.Duration => ReadDuration(setting, node.Text, out canonical),
            SettingKind.Latency => ReadLatency(node.Text, out canonical),
            SettingKind.Integer => ReadInteger(setting, node.Text, out canonical),
            SettingKind.IntegerList => ReadIntegers(setting, node, out canonical),
            _ => ReadNumber(setting, node.Text, out canonical),
        };
    }

    /// <summary>The canonical form of a default; the text itself where it breaks its own definition's rule.</summary>
    public static string Canonical(SettingDefinition setting, string text) =>
        Read(setting, ScenarioNode.Written(setting.Name, text, ValueSource.Default), out string canonical) is null
            ? canonical
            : text;

    /// <summary>What a setting takes, with its range: <c>a whole number, at least 1</c>.</summary>
    public static string Rule(SettingDefinition setting)
    {
        string range = RangeInWords(setting);
        return range.Length == 0 ? KindInWords(setting) : $"{KindInWords(setting)}, {range}";
    }

    /// <summary>True for what addresses and folder names can hold.</summary>
    public static bool IsName(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static string KindInWords(SettingDefinition setting) => setting.Kind switch
    {
        SettingKind.Number => "a number",
        SettingKind.Integer => "a whole number",
        SettingKind.Duration => "a duration with a unit, such as \"250ms\"",
        SettingKind.Latency => "a duration with a unit, such as \"250ms\", or a distribution of latencies, such as "
            + "\"uniform(min=1ms,max=5ms)\"",
        SettingKind.Flag => "true or false",
        SettingKind.Choice => "one of " + string.Join(", ", setting.Choices),
        SettingKind.IntegerList => "a list of whole numbers such as [100, 100]",
        SettingKind.Object => "an object { ... }",
        SettingKind.List => "a list [ ... ]",
        SettingKind.Part => $"an object such as {{ \"name\": \"{setting.Parts?.Names.FirstOrDefault() ?? "NAME"}\" }}",
        SettingKind.PartReference => $"the {setting.Parts?.Kind}'s name, such as \"{setting.Default}\"",
        SettingKind.Path => "a path",
        SettingKind.Name => "a name",
        _ => "a text",
    };

    /// <summary>The rule that a value of the wrong JSON type breaks.</summary>
    public static string WrongForm(SettingDefinition setting, ScenarioNode node)
    {
        if (setting.Kind is SettingKind.Duration or SettingKind.Latency && node.Kind == ScenarioNodeKind.Number)
        {
            string units = string.Join(", ", DurationText.UnitNames);
            return $"a duration needs a unit. Write for example \"{Shown.OneLine(node.Text)}ms\" ({units}).";
        }

        string remedy = node.Kind switch
        {
            ScenarioNodeKind.Null => " Leave it out for the default.",
            ScenarioNodeKind.Text when setting.Kind is SettingKind.Number or SettingKind.Integer or SettingKind.Flag
                && Read(setting, ScenarioNode.Written(node.Path, node.Text, node.Source), out _) is null =>
                " Write it without quotes.",
            _ => string.Empty,
        };
        return $"it must be {KindInWords(setting)}.{remedy}";
    }

    private static bool HasRightForm(SettingDefinition setting, ScenarioNode node) => setting.Kind switch
    {
        SettingKind.Number => node.Kind == ScenarioNodeKind.Number || node.Text is "infinity" or "-infinity",
        SettingKind.Integer => node.Kind == ScenarioNodeKind.Number,
        SettingKind.Flag => node.Kind == ScenarioNodeKind.Flag,
        SettingKind.IntegerList => node.Kind == ScenarioNodeKind.List
            && node.Elements.TrueForAll(element => element.Kind == ScenarioNodeKind.Number),
        _ => node.Kind == ScenarioNodeKind.Text,
    };

    private static string? ReadNumber(SettingDefinition setting, string text, out string canonical)
    {
        canonical = text;
        if (!OptionText.TryNumber(text, out double number))
        {
            return $"it must be {KindInWords(setting)}.";
        }

        canonical = OptionText.Of(number);
        return CheckRange(setting, number);
    }

    private static string? ReadInteger(SettingDefinition setting, string text, out string canonical)
    {
        canonical = text;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
        {
            bool isTooLong = text.Length > 18 && text.AsSpan().TrimStart("+-").IndexOfAnyExceptInRange('0', '9') < 0;
            return isTooLong ? $"it must be {RangeInWords(setting)}." : $"it must be {KindInWords(setting)}.";
        }

        canonical = integer.ToString(CultureInfo.InvariantCulture);
        return CheckRange(setting, integer);
    }

    private static string? ReadDuration(SettingDefinition setting, string text, out string canonical)
    {
        string? error = DurationText.Read(text, out TimeSpan duration);
        canonical = DurationText.Of(duration);
        return error ?? CheckRange(setting, duration.TotalSeconds);
    }

    private static string? ReadLatency(string text, out string canonical)
    {
        string? error = LatencyText.Read(text, out Latency latency);
        canonical = LatencyText.Of(latency);
        return error;
    }

    private static string? ReadIntegers(SettingDefinition setting, ScenarioNode node, out string canonical)
    {
        string text = node.Kind == ScenarioNodeKind.List
            ? $"[{string.Join(", ", node.Elements.Select(element => element.Text))}]"
            : node.Text;
        canonical = text;
        if (!OptionText.TryIntegers(text, out int[] integers))
        {
            return $"it must be {KindInWords(setting)}.";
        }

        string[] plain = [.. integers.Select(integer => integer.ToString(CultureInfo.InvariantCulture))];
        canonical = $"[{string.Join(", ", plain)}]";
        return Array.Exists(integers, integer => !setting.Range.Contains(integer))
            ? $"each element must be {RangeInWords(setting)}."
            : null;
    }

    private static string? CheckRange(SettingDefinition setting, double number) =>
        setting.Range.Contains(number) ? null : $"it must be {RangeInWords(setting)}.";

    private static string RangeInWords(SettingDefinition setting) => setting.Kind == SettingKind.Duration
        ? setting.Range.InWords(seconds => DurationText.Of(TimeSpan.FromSeconds(seconds)))
        : setting.Range.InWords();
}
