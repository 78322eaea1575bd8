using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using Delight.Experiments.Text;

namespace Delight.Development.Documentation;

/// <summary>Reads what the source says about a member, so that a page needn't say it again.</summary>
internal static class MemberSummaries
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> Read = [];

    /// <summary>The summary of a property, or of the parameter of a record that makes it, as Markdown.</summary>
    /// <exception cref="UserErrorException">The file that the compiler wrote of the assembly is missing.</exception>
    /// <exception cref="InvalidOperationException">The member is not documented.</exception>
    public static string Of(Type type, string member)
    {
        Dictionary<string, XElement> members = Read.GetOrAdd(type.Assembly, Load);
        string owner = type.FullName!.Replace('+', '.');
        XElement? summary = members.GetValueOrDefault($"P:{owner}.{member}")?.Element("summary")
            ?? members.GetValueOrDefault($"T:{owner}")?.Elements("param")
                .FirstOrDefault(parameter => (string?)parameter.Attribute("name") == member);
        return summary is null
            ? throw new InvalidOperationException($"{type}.{member} has no summary.")
            : string.Join(' ', string.Concat(summary.Nodes().Select(Text))
                .Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
    }

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        string path = Path.ChangeExtension(assembly.Location, ".xml");
        return File.Exists(path)
            ? XDocument.Load(path).Descendants("member").ToDictionary(
                member => (string)member.Attribute("name")!, StringComparer.Ordinal)
            : throw new UserErrorException($"{path} does not exist, so keys have no meaning. Build from a clone.");
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see when (string?)see.Attribute("cref") is { } reference =>
            $"`{Referred(reference)}`",
        XElement other => string.Concat(other.Nodes().Select(Text)),
        _ => string.Empty,
    };

    /// <summary>A property by its key, a type by its name.</summary>
    private static string Referred(string reference)
    {
        string name = reference[(reference.LastIndexOf('.') + 1)..];
        return reference.StartsWith("P:", StringComparison.Ordinal)
            ? JsonNamingPolicy.CamelCase.ConvertName(name)
            : name;
    }
}
