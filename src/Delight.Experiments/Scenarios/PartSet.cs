using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Scenarios;

/// <summary>What a scenario file may name of one catalogue, whatever its parts are made of.</summary>
/// <param name="Kind">The kind in the singular, for messages: <c>estimator</c>.</param>
/// <param name="Entries">The parts in the catalogue's order.</param>
public sealed record PartSet(string Kind, IReadOnlyList<PartEntry> Entries)
{
    /// <summary>All names in the catalogue's order.</summary>
    public IEnumerable<string> Names => Entries.Select(entry => entry.Name);

    /// <summary>What may be joined to a part by plus signs; null: nothing.</summary>
    public PartSet? Joined { get; init; }

    /// <summary>What the catalogue holds at this moment.</summary>
    public static PartSet Of<TFactory>(PartCatalogue<TFactory> catalogue)
        where TFactory : Delegate =>
        new(catalogue.Kind, [.. catalogue.All.Select(part => new PartEntry
        {
            Name = part.Name,
            Summary = part.Summary,
            Definitions = part.Options,
            Options = [.. part.Options.Select(SettingDefinition.FromOption)],
            CheckTogether = part.CheckTogether,
        })]);

    /// <summary>The same parts, each with settings that stand beside its options.</summary>
    /// <param name="settings">The scenario's own.</param>
    /// <exception cref="UserErrorException">A part has an option of the same name.</exception>
    public PartSet With(params IReadOnlyList<SettingDefinition> settings)
    {
        string[] problems =
        [
            .. from entry in Entries
               from option in entry.Options
               where settings.Any(setting => setting.Name == option.Name)
               select $"{Kind} '{entry.Name}' has an option '{option.Name}', which every {Kind} has already. "
                   + "Give the option another name.",
        ];
        return problems.Length > 0 ? throw new UserErrorException(problems) : this with
        {
            Entries = [.. Entries.Select(entry => entry with
            {
                Options = [.. entry.Options, .. settings.Select(setting => setting with { IsOfEveryPart = true })],
            })],
        };
    }

    /// <summary>The part of that name, or null.</summary>
    public PartEntry? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>The reference without options that have their defaults: the shortest text of the same
    /// meaning.</summary>
    internal PartReference Shortest(PartReference reference) => reference with
    {
        Options = reference.Options
            .Where(given => Find(reference.Name)?.DefaultOf(given.Key) != given.Value)
            .ToDictionary(StringComparer.Ordinal),
        Joined = [.. reference.Joined.Select(joined => Joined?.Shortest(joined) ?? joined)],
    };

    /// <summary>The rest of a message about a name that no part has: the nearest and all known ones.</summary>
    internal string Unknown(string name)
    {
        string known = Entries.Count == 0 ? "none" : string.Join(", ", Names);
        return $"no {Kind} has that name.{NearestName.Hint(name, Names)} Known: {known}.";
    }
}
