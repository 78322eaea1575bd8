using Delight.Learning.Catalogue;

namespace Delight.Learning.Advantages;

/// <summary>The baselines that Delight ships.</summary>
public static class AdvantageCatalogue
{
    /// <summary>Adds all of them.</summary>
    public static void AddTo(PartCatalogue<Func<OptionValues, IAdvantage>> catalogue)
    {
        catalogue.Add(new()
        {
            Name = "expected-confidence",
            Summary = "reward minus the sum of squared probabilities under the learner; for bandits",
            Create = _ => new ExpectedConfidenceAdvantage(),
        });
    }
}
