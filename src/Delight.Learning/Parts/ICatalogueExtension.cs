using Delight.Learning.Catalogue;

namespace Delight.Learning.Parts;

/// <summary>Adds a user's own parts: estimators, baselines, policies, tasks.</summary>
/// <remarks>Implement it in a public class with a constructor without parameters. The host finds the class in every
/// assembly given by <c>--assembly PATH</c> or by DELIGHT_ASSEMBLIES, and calls it once before anything is
/// read.</remarks>
public interface ICatalogueExtension
{
    /// <summary>Adds the parts.</summary>
    /// <param name="catalogues">With everything that Delight ships and that earlier extensions have added.</param>
    /// <exception cref="ArgumentException">A name is taken: what <see cref="PartCatalogue{TFactory}.Add"/> throws may
    /// be passed on.</exception>
    void AddTo(PartCatalogues catalogues);
}
