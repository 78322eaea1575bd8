namespace Delight.Experiments.Settings;

/// <summary>The setting names a part of a catalogue.</summary>
/// <param name="catalogue">Which.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PartOfAttribute(PartCatalogueName catalogue) : Attribute
{
    /// <summary>Which catalogue.</summary>
    public PartCatalogueName Catalogue { get; } = catalogue;

    /// <summary>True where it is written as one text, <c>kondo(share=0.1)</c>; false: as an object.</summary>
    public bool IsText { get; init; }
}
