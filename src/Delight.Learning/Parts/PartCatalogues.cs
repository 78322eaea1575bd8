using Delight.Learning.Advantages;
using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using Delight.Learning.Masks;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Learning.Parts;

/// <summary>All parts that a scenario can name. A user's assembly adds its own to an instance before it is
/// used.</summary>
public sealed class PartCatalogues
{
    /// <summary>The catalogues with everything that Delight ships.</summary>
    public PartCatalogues()
    {
        EstimatorCatalogue.AddTo(Estimators);
        MaskCatalogue.AddTo(Masks);
        AdvantageCatalogue.AddTo(Advantages);
        PolicyCatalogue.AddTo(Policies);
        TaskCatalogue.AddTo(Tasks);
    }

    /// <summary>Estimators by name.</summary>
    public PartCatalogue<Func<OptionValues, IEstimator>> Estimators { get; } = new("estimator");

    /// <summary>Masks by name; any of them goes with any estimator that learns from chosen actions.</summary>
    public PartCatalogue<Func<OptionValues, IDecisionMask>> Masks { get; } = new("mask");

    /// <summary>Baselines by name; each makes its advantage.</summary>
    public PartCatalogue<Func<OptionValues, IAdvantage>> Advantages { get; } = new("baseline");

    /// <summary>Policies by name; they are built for a task's shape.</summary>
    public PartCatalogue<Func<OptionValues, PolicyShape, IPolicy>> Policies { get; } = new("policy");

    /// <summary>Tasks by name.</summary>
    public PartCatalogue<Func<OptionValues, ITask>> Tasks { get; } = new("task");

    /// <summary>Finds an estimator and the masks that are joined to it.</summary>
    /// <param name="reference">For example <c>dg+opsm(delta=0.5)</c>.</param>
    /// <param name="errors">Added to: what <see cref="PartCatalogue{TFactory}.Resolve"/> says of each, and a mask on an
    /// estimator that learns from right answers.</param>
    /// <returns>Makes a new one at each call; null where an error was added.</returns>
    public Func<IEstimator>? FindEstimator(PartReference reference, ICollection<string> errors)
    {
        var estimator = Estimators.Resolve(reference with { Joined = [] }, errors);
        List<Func<IDecisionMask>> masks = [];
        foreach (PartReference joined in reference.Joined)
        {
            if (Masks.Resolve(joined, errors) is { } mask)
            {
                masks.Add(() => mask.Definition.Create(mask.Values));
            }
        }

        if (estimator is not { } found || masks.Count < reference.Joined.Count)
        {
            return null;
        }

        if (masks.Count > 0 && found.Definition.Create(found.Values).NeedsAnswers)
        {
            errors.Add($"estimator '{reference.Name}' learns from right answers, and a mask looks at what workers "
                + $"chose. Leave +{string.Join('+', reference.Joined)} out.");
            return null;
        }

        return masks.Count == 0
            ? () => found.Definition.Create(found.Values)
            : () => new MaskedEstimator(found.Definition.Create(found.Values), [.. masks.Select(mask => mask())]);
    }
}
