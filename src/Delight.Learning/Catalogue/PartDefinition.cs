namespace Delight.Learning.Catalogue;

/// <summary>A named, documented way to build one kind of part from options.</summary>
/// <typeparam name="TFactory">A delegate that takes <see cref="OptionValues"/> and makes the part.</typeparam>
public sealed record PartDefinition<TFactory>
    where TFactory : Delegate
{
    /// <summary>Name as scenarios and the command line write it.</summary>
    public required string Name { get; init; }

    /// <summary>One line for lists.</summary>
    public required string Summary { get; init; }

    /// <summary>The options, in the order in which they are shown.</summary>
    public IReadOnlyList<OptionDefinition> Options { get; init; } = [];

    /// <summary>Says what is wrong with options that are each in range but do not go together, or null.</summary>
    public Func<OptionValues, string?>? CheckTogether { get; init; }

    /// <summary>Makes the part from checked options.</summary>
    public required TFactory Create { get; init; }
}
