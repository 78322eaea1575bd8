namespace Delight.Learning.Catalogue;

/// <summary>The parts of one kind by name: Delight's own and those that a user's assembly adds.</summary>
/// <param name="kind">The kind in the singular, for messages: <c>estimator</c>.</param>
/// <remarks>Filled once before use, then only read. Order of registration is the order of lists.</remarks>
public sealed class PartCatalogue<TFactory>(string kind)
    where TFactory : Delegate
{
    private readonly Dictionary<string, PartDefinition<TFactory>> _byName = new(StringComparer.Ordinal);

    /// <summary>The kind in the singular.</summary>
    public string Kind { get; } = kind;

    /// <summary>All definitions in the order in which they were added.</summary>
    public IReadOnlyCollection<PartDefinition<TFactory>> All => _byName.Values;

    /// <summary>All names.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>Adds a part.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(PartDefinition<TFactory> definition)
    {
        if (!_byName.TryAdd(definition.Name, definition))
        {
            throw new ArgumentException(
                $"The {Kind} name '{definition.Name}' is taken; choose another name.", nameof(definition));
        }
    }

    /// <summary>Finds a part and checks its options.</summary>
    /// <param name="reference">Name and options as written.</param>
    /// <param name="errors">Added to: unknown name, unknown options, values out of range, options that do not go
    /// together.</param>
    /// <returns>The definition and its checked options, or null where an error was added.</returns>
    public (PartDefinition<TFactory> Definition, OptionValues Values)? Resolve(PartReference reference,
        ICollection<string> errors)
    {
        if (reference.Joined.Count > 0)
        {
            errors.Add($"'{reference}' has a plus sign; only an estimator has masks. Write {reference.Name} alone.");
            return null;
        }

        if (!_byName.TryGetValue(reference.Name, out PartDefinition<TFactory>? definition))
        {
            errors.Add($"unknown {Kind} '{reference.Name}'.{NearestName.Hint(reference.Name, Names)} Known: "
                + $"{string.Join(", ", Names)}.");
            return null;
        }

        List<string> found = [];
        OptionValues values = OptionValues.Check(definition.Options, reference.Options, found);
        if (found.Count == 0 && definition.CheckTogether?.Invoke(values) is { } together)
        {
            found.Add(together);
        }

        foreach (string error in found)
        {
            errors.Add($"{Kind} '{reference.Name}': {error}");
        }

        return found.Count == 0 ? (definition, values) : null;
    }
}
