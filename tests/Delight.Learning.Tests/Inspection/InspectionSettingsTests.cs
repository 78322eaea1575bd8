using Delight.Learning.Estimators;
using Delight.Learning.Inspection;
using Delight.Learning.Parts;

namespace Delight.Learning.Tests.Inspection;

public sealed class InspectionSettingsTests
{
    [Fact]
    public void Resolve_All_IsEveryEstimatorAndTheNamedSettings()
    {
        (List<string> names, List<string> errors) = Resolve("all", true);
        Assert.Empty(errors);
        Assert.Equal(
            new PartCatalogues().Estimators.Names.Concat(
                ["dg-eta", "kondo-zero-price", "kondo-top-quarter", "ppo-dual", "dg-opsm", "reinforce-geo"]),
            names);
    }

    [Fact]
    public void Resolve_AllWithoutAnswers_LeavesTheOracleOut()
    {
        (List<string> names, List<string> errors) = Resolve("all", false);
        Assert.Empty(errors);
        Assert.Equal(34, names.Count);
        Assert.DoesNotContain("xent", names);
    }

    [Fact]
    public void Resolve_XentWithoutAnswers_IsRefused()
    {
        (List<string> names, List<string> errors) = Resolve("dg,xent", false);
        Assert.Equal(["dg"], names);
        Assert.Contains("needs answers", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_ListWithOptionsAndErrors_NamesAllErrors()
    {
        (List<string> names, List<string> errors) = Resolve("kondo(share=0.1),dgg,tis(cap=-1)", true);
        Assert.Equal(["kondo(share=0.1)"], names);
        Assert.Equal(2, errors.Count);
    }

    [Fact]
    public void Named_KondoSettings_AreTheirGates()
    {
        List<string> errors = [];
        PartCatalogues catalogue = new();
        Assert.IsType<KondoByPrice>(InspectionSettings.Resolve("kondo-zero-price", catalogue, true, errors)[0].Value);
        Assert.IsType<KondoByShare>(InspectionSettings.Resolve("kondo-top-quarter", catalogue, true, errors)[0].Value);
    }

    private static (List<string> Names, List<string> Errors) Resolve(string text, bool hasAnswers)
    {
        List<string> errors = [];
        var found = InspectionSettings.Resolve(text, new PartCatalogues(), hasAnswers, errors);
        return ([.. found.Select(pair => pair.Key)], errors);
    }
}
