using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using Delight.Learning.Parts;

namespace Delight.Actors.Testing.Scenarios;

/// <summary>An estimator and the name under which results show it.</summary>
/// <param name="Name">For results.</param>
/// <param name="Create">Makes a fresh one for each training.</param>
public sealed record EstimatorChoice(string Name, Func<IEstimator> Create)
{
    /// <summary>One of Delight's own by name and options, for example <c>tis(cap=1)</c>.</summary>
    /// <exception cref="FrictionScenarioException">There is none of that name, or an option is wrong.</exception>
    public static implicit operator EstimatorChoice(string text) => Named(text);

    /// <summary>One of Delight's own.</summary>
    /// <param name="text">Name and options, for example <c>dg</c>, <c>tis(cap=1)</c> or <c>pg+icepop</c>.</param>
    /// <exception cref="FrictionScenarioException">There is none of that name, or an option is wrong.</exception>
    public static EstimatorChoice Named(string text)
    {
        List<string> errors = [];
        return PartReference.Parse(text, errors) is { } reference
            && new PartCatalogues().FindEstimator(reference, errors) is { } create
            ? new EstimatorChoice(reference.ToString(), create)
            : throw new FrictionScenarioException(errors);
    }
}
