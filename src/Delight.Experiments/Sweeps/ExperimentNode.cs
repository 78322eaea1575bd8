using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Experiments.Scenarios;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Sweeps;

/// <summary>One object of an experiment's file: typed access that collects what is wrong.</summary>
/// <param name="node">An object.</param>
/// <param name="problems">Added to.</param>
internal sealed class ExperimentNode(ScenarioNode node, ICollection<ScenarioProblem> problems)
{
    /// <summary>Where it was written.</summary>
    public ValueSource Source => node.Source;

    /// <summary>True where the member is there.</summary>
    public bool Has(string name) => node.Member(name) is not null;

    /// <summary>Refuses members that do not exist.</summary>
    /// <param name="names">Those that do.</param>
    public ExperimentNode Knows(params string[] names)
    {
        foreach ((string name, ScenarioNode member) in node.Members)
        {
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                Add(member, $"there is no such key.{NearestName.Hint(name, names)} Known here: "
                    + $"{string.Join(", ", names.Where(known => known[0] != '$'))}.");
            }
        }

        return this;
    }

    /// <summary>A text; null where it is missing.</summary>
    public string? Text(string name) => node.Member(name) is not { } member ? null
        : member.Kind == ScenarioNodeKind.Text ? member.Text
        : Refused<string>(member, "it must be a text in quotes.");

    /// <summary>A text that must be there.</summary>
    public string Required(string name)
    {
        if (Text(name) is { Length: > 0 } text)
        {
            return text;
        }

        problems.Add(new ScenarioProblem(
            node.Source, node.Path,
            $"{ScenarioNode.PathOf(node.Path, name)} is missing or empty; an experiment says it."));
        return string.Empty;
    }

    /// <summary>A whole number; null where it is missing or wrong.</summary>
    public int? Integer(string name, int min, int max) => node.Member(name) is not { } member ? null
        : member.Kind == ScenarioNodeKind.Number
            && int.TryParse(member.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && value >= min && value <= max ? value
        : Refused<int?>(member, $"it is {member.Shown}; it must be a whole number from {min} to {max}.");

    /// <summary>A flag; null where it is missing or wrong.</summary>
    public bool? Flag(string name) => node.Member(name) is not { } member ? null
        : member.Kind == ScenarioNodeKind.Flag ? member.Text == "true"
        : Refused<bool?>(member, "it must be true or false.");

    /// <summary>A list of texts; null where it is missing.</summary>
    public IReadOnlyList<string>? Texts(string name) => List(name)?
        .Select(element => element.Kind == ScenarioNodeKind.Text
            ? element.Text
            : Refused<string>(element, "it must be a text in quotes.") ?? string.Empty)
        .ToList();

    /// <summary>A list of numbers; null where it is missing.</summary>
    public IReadOnlyList<double>? Numbers(string name) => List(name)?
        .Select(element => NumberOf(element) ?? Refused<double>(element, "it must be a number."))
        .ToList();

    /// <summary>The elements of a list; null where it is missing.</summary>
    public IReadOnlyList<ScenarioNode>? List(string name) => node.Member(name) is not { } member ? null
        : member.Kind == ScenarioNodeKind.List ? member.Elements
        : Refused<IReadOnlyList<ScenarioNode>>(member, "it must be a list in brackets.");

    /// <summary>The objects of a list; null where it is missing.</summary>
    public IReadOnlyList<ExperimentNode>? Objects(string name) => List(name)?
        .Where(element => element.Kind == ScenarioNodeKind.Object
            || Refused<bool>(element, "it must be an object in braces."))
        .Select(element => new ExperimentNode(element, problems))
        .ToList();

    /// <summary>An object; null where it is missing or none.</summary>
    public ExperimentNode? Object(string name) => node.Member(name) is not { } member ? null
        : member.Kind == ScenarioNodeKind.Object ? new ExperimentNode(member, problems)
        : Refused<ExperimentNode>(member, "it must be an object in braces.");

    /// <summary>What <c>set</c> sets: paths of a scenario and their values.</summary>
    public IReadOnlyList<ScenarioOverride> Sets(string name)
    {
        if (node.Member(name) is not { } member)
        {
            return [];
        }

        return member.Kind == ScenarioNodeKind.Object
            ? [.. member.Members.Select(set => new ScenarioOverride(
                set.Key, ValueText(set.Value), set.Value.Source.ToString()))]
            : Refused<IReadOnlyList<ScenarioOverride>>(
                member, "it must be an object such as { \"learner.steps\": 500 }.") ?? [];
    }

    /// <summary>The number that an element is; null where it is none.</summary>
    public static double? NumberOf(ScenarioNode element) => element.Kind == ScenarioNodeKind.Number
        && double.TryParse(element.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        ? value : null;

    /// <summary>A value as the command line would have it: lists and objects as JSON.</summary>
    public static string ValueText(ScenarioNode value) =>
        value.Kind is ScenarioNodeKind.Object or ScenarioNodeKind.List ? Json(value) : value.Text;

    /// <summary>Adds a problem about this object.</summary>
    public void Refuse(string rule) => Add(node, rule);

    /// <summary>Adds a problem about one member.</summary>
    public void Refuse(string name, string rule) => Add(node.Member(name) ?? node, rule);

    /// <summary>The same as <see cref="Refuse(string)"/> for an element.</summary>
    public void Add(ScenarioNode at, string rule) => problems.Add(new ScenarioProblem(
        at.Source, at.Path, at.Path.Length == 0 ? rule : $"{at.Path}: {rule}"));

    private T? Refused<T>(ScenarioNode at, string rule)
    {
        Add(at, rule);
        return default;
    }

    private static string Json(ScenarioNode value) => value.Kind switch
    {
        ScenarioNodeKind.Object => $"{{{string.Join(',', value.Members.Select(
            member => $"{JsonValue.Create(member.Key).ToJsonString()}:{Json(member.Value)}"))}}}",
        ScenarioNodeKind.List => $"[{string.Join(',', value.Elements.Select(Json))}]",
        ScenarioNodeKind.Text => JsonValue.Create(value.Text).ToJsonString(),
        _ => value.Text,
    };
}
