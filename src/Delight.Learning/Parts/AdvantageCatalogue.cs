using Delight.Learning.Advantages;
using Delight.Learning.Catalogue;

namespace Delight.Learning.Parts;

/// <summary>The baselines that Delight ships.</summary>
public static class AdvantageCatalogue
{
    private static readonly OptionDefinition Value = new()
    {
        Name = "value",
        Kind = OptionKind.Number,
        Default = "0",
        Minimum = -1e6,
        Maximum = 1e6,
        Summary = "what is subtracted from every reward, in units of reward",
    };

    /// <summary>Adds all of them.</summary>
    public static void AddTo(PartCatalogue<Func<OptionValues, IAdvantage>> catalogue)
    {
        Add(catalogue, "none", "the reward itself", [], _ => new ConstantAdvantage(0));
        Add(
            catalogue, "constant", "reward minus a fixed value", [Value],
            options => new ConstantAdvantage(options.Number("value")));
        Add(catalogue, "batch-mean", "reward minus the mean of the batch", [], _ => new BatchMeanAdvantage());
        Add(catalogue, "group-mean", "reward minus the mean of the group", [], _ => new GroupMeanAdvantage());
        Add(
            catalogue, "leave-one-out", "reward minus the mean of the other rows of the group", [],
            _ => new LeaveOneOutAdvantage());
        Add(
            catalogue, "expected-confidence",
            "reward minus the sum of squared probabilities under the learner; for bandits",
            [], _ => new ExpectedConfidenceAdvantage());
    }

    private static void Add(
        PartCatalogue<Func<OptionValues, IAdvantage>> catalogue, string name, string summary,
        IReadOnlyList<OptionDefinition> options, Func<OptionValues, IAdvantage> create) =>
        catalogue.Add(new() { Name = name, Summary = summary, Options = options, Create = create });
}
