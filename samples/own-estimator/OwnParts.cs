using Delight.Learning.Catalogue;
using Delight.Learning.Parts;

namespace Delight.Samples.OwnEstimator;

/// <summary>What the host looks for: it names the parts, their options, defaults and ranges.</summary>
public sealed class OwnParts : ICatalogueExtension
{
    /// <inheritdoc/>
    public void AddTo(PartCatalogues catalogues)
    {
        catalogues.Estimators.Add(new()
        {
            Name = "sign",
            Summary = "sample: the sign of the advantage, whatever its size",
            Options =
            [
                new()
                {
                    Name = "deadZone", Kind = OptionKind.Number, Default = "0", Minimum = 0,
                    Summary = "advantages of at most this magnitude teach nothing",
                },
            ],
            Create = options => new SignGradient(options.Number("deadZone")),
        });
        catalogues.Tasks.Add(new()
        {
            Name = "majority",
            Summary = "sample: which bit is more frequent in the context, 0 or 1?",
            Options =
            [
                new()
                {
                    Name = "bits", Kind = OptionKind.Integer, Default = "5", Minimum = 1, Maximum = 7,
                    Summary = "bits of a context; odd, so that there is a majority",
                },
            ],
            CheckTogether = options => options.Integer("bits") % 2 == 0
                ? $"bits is {options.Integer("bits")}; it must be odd, so that there is a majority."
                : null,
            Create = options => new MajorityTask(options.Integer("bits")),
        });
    }
}
