using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Learning.Catalogue;

/// <summary>All parts that a scenario can name. A user's assembly adds its own to an instance before it is
/// used.</summary>
public sealed class PartCatalogues
{
    /// <summary>The catalogues with everything that Delight ships.</summary>
    public PartCatalogues()
    {
        EstimatorCatalogue.AddTo(Estimators);
        AdvantageCatalogue.AddTo(Advantages);
        PolicyCatalogue.AddTo(Policies);
        TaskCatalogue.AddTo(Tasks);
    }

    /// <summary>Estimators by name.</summary>
    public PartCatalogue<Func<OptionValues, IEstimator>> Estimators { get; } = new("estimator");

    /// <summary>Baselines by name; each makes its advantage.</summary>
    public PartCatalogue<Func<OptionValues, IAdvantage>> Advantages { get; } = new("baseline");

    /// <summary>Policies by name; they are built for a task's shape.</summary>
    public PartCatalogue<Func<OptionValues, PolicyShape, IPolicy>> Policies { get; } = new("policy");

    /// <summary>Tasks by name.</summary>
    public PartCatalogue<Func<OptionValues, ITask>> Tasks { get; } = new("task");
}
