using Delight.Development.Bench;
using Delight.Learning.Inspection;
using Delight.Learning.Parts;

namespace Delight.Host.Tests.Bench;

public sealed class EstimatorBenchTests
{
    [Fact]
    public void RunOnce_EveryEstimator_HasAnObjectiveOfItsOwn()
    {
        IReadOnlyDictionary<string, double> objectives = EstimatorBench.RunOnce();
        Assert.Equal(new PartCatalogues().Estimators.Names.Concat(InspectionSettings.Named.Keys), objectives.Keys);
        Assert.All(objectives.Values, objective => Assert.True(double.IsFinite(objective) && objective != 0));
        Assert.NotEqual(objectives["reinforce"], objectives["dg"]);
        Assert.NotEqual(objectives["pg"], objectives["tis"]);
    }
}
