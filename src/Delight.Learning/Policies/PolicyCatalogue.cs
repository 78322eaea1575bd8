using Delight.Learning.Catalogue;

namespace Delight.Learning.Policies;

/// <summary>The policies that Delight ships.</summary>
public static class PolicyCatalogue
{
    /// <summary>Adds all of them.</summary>
    public static void AddTo(PartCatalogue<Func<OptionValues, PolicyShape, IPolicy>> catalogue)
    {
    }
}
