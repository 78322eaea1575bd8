using System.Globalization;

namespace Delight.Experiments.Scenarios;

/// <summary>A JSON value that knows its key path and where it was written, which <c>JsonDocument</c> does
/// not.</summary>
internal sealed class ScenarioNode
{
    public required ScenarioNodeKind Kind { get; init; }

    /// <summary>The key path, for example <c>workers[0].count</c>; empty for the top level.</summary>
    public required string Path { get; init; }

    public required ValueSource Source { get; init; }

    /// <summary>A text's value, or a number or flag as written.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>An object's members in the order written.</summary>
    public List<KeyValuePair<string, ScenarioNode>> Members { get; } = [];

    /// <summary>A list's elements.</summary>
    public List<ScenarioNode> Elements { get; } = [];

    /// <summary>The value for a message: <c>'text'</c>, <c>50</c>, <c>[1, 2]</c>, <c>an object</c>.</summary>
    public string Shown => Kind switch
    {
        ScenarioNodeKind.Object => "an object",
        ScenarioNodeKind.List when Elements.Count is > 0 and <= 8 && Elements.All(element => element.IsScalar) =>
            Experiments.Text.Shown.OneLine($"[{string.Join(", ", Elements.Select(element => element.Shown))}]"),
        ScenarioNodeKind.List => Elements.Count == 0 ? "an empty list" : "a list",
        ScenarioNodeKind.Text => Experiments.Text.Shown.Quoted(Text),
        ScenarioNodeKind.Written when !double.TryParse(Text, CultureInfo.InvariantCulture, out _) =>
            Experiments.Text.Shown.Quoted(Text),
        ScenarioNodeKind.Null => "null",
        _ => Experiments.Text.Shown.OneLine(Text),
    };

    private bool IsScalar => Kind is not (ScenarioNodeKind.Object or ScenarioNodeKind.List);

    /// <summary>Words that the setting at that path will read.</summary>
    public static ScenarioNode Written(string path, string text, ValueSource source) =>
        new() { Kind = ScenarioNodeKind.Written, Path = path, Text = text, Source = source };

    /// <summary>The first member of that name, or null.</summary>
    public ScenarioNode? Member(string name) => Members.FirstOrDefault(member => member.Key == name).Value;

    /// <summary>Sets the member of that name, in place of what was written before.</summary>
    public void SetMember(string name, ScenarioNode value)
    {
        int index = Members.FindIndex(member => member.Key == name);
        if (index < 0)
        {
            Members.Add(new(name, value));
        }
        else
        {
            Members[index] = new(name, value);
        }
    }

    /// <summary>The path of a member: <c>learner</c> and <c>steps</c> give <c>learner.steps</c>.</summary>
    public static string PathOf(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";
}
