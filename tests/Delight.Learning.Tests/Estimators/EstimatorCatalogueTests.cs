using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;
using Delight.Learning.Parts;

namespace Delight.Learning.Tests.Estimators;

public sealed class EstimatorCatalogueTests
{
    [Theory]
    [InlineData("kondo", typeof(KondoByShare))]
    [InlineData("kondo(share=0.5)", typeof(KondoByShare))]
    [InlineData("kondo(price=0)", typeof(KondoByPrice))]
    [InlineData("kondo(sampled=true)", typeof(KondoSampled))]
    [InlineData("kondo(sampled=true,price=1,eta=2)", typeof(KondoSampled))]
    public void Kondo_Options_ChooseTheGate(string text, Type type) => Assert.IsType(type, Create(text).Estimator);

    [Theory]
    [InlineData("kondo(price=0,share=0.1)", "price is 0 and share is 0.1; a gate has one of them. Leave one out.")]
    [InlineData("kondo(share=0.1,sampled=true)", "share is 0.1 and sampled is true")]
    [InlineData("kondo(share=0)", "share is 0; it must be above 0 and at most 1.")]
    [InlineData("dg(eta=-1)", "eta is -1; it must be at least 0.")]
    [InlineData("dg(etta=1)", "unknown option 'etta'. Did you mean 'eta'?")]
    [InlineData("tis(cap=0)", "cap is 0; it must be above 0.")]
    [InlineData("pmpo(alpha=2)", "alpha is 2; it must be at least 0 and at most 1.")]
    [InlineData("vtrace(rhoBar=nan)", "rhoBar is 'nan'; it must be a number.")]
    [InlineData("reinforce(eta=1)", "It has none.")]
    [InlineData("rlo", "Did you mean 'rloo'?")]
    [InlineData("icepop(low=2,high=1)", "low is 2 and high is 1; no ratio is between.")]
    [InlineData("cispo(cap=0.5,low=0.2)", "cap is 0.5 and low is 0.2; no weight is")]
    [InlineData("ppo(dual=1)", "dual is 1; it must be above 1.")]
    [InlineData("ipo(epsilon=1.5)", "epsilon is 1.5; it must be at least 0 and at most 1.")]
    [InlineData("dg(clipSurprisal=-1)", "clipSurprisal is -1; it must be at least 0.")]
    [InlineData("dg(perRow=yes)", "perRow is 'yes'; it must be true or false.")]
    [InlineData("dg+opsn", "unknown mask 'opsn'. Did you mean 'opsm'?")]
    [InlineData("dg+opsm(delta=-1)", "mask 'opsm': delta is -1; it must be at least 0.")]
    [InlineData("dg+geo(low=3)", "mask 'geo': low is 3 and high is 2; no ratio is between.")]
    [InlineData("xent+opsm", "estimator 'xent' learns from right answers")]
    public void Resolve_WrongReference_SaysWhatAndWhy(string text, string expected)
    {
        (IEstimator? estimator, List<string> errors) = Create(text);
        Assert.Null(estimator);
        Assert.Contains(expected, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_SeveralWrongOptions_NamesAll()
    {
        (IEstimator? _, List<string> errors) = Create("gate-additive(alpha=-1,eta=-1,gamma=3)");
        Assert.Equal(3, errors.Count);
    }

    [Fact]
    public void Names_AllOfTheFamily_AreThere() => Assert.Equal(
        [
            "a3po", "aspo", "cispo", "dg", "dppo-kl", "dppo-tv", "gate-additive", "gate-advantage",
            "gate-probability", "gate-surprisal", "grpo", "gspo", "icepop", "ipo", "kondo", "m2po", "pg", "pmpo", "ppo",
            "reinforce", "rloo", "sapo", "seq-tis", "star", "tis", "topr", "up", "vtrace", "xent",
        ],
        new PartCatalogues().Estimators.Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Estimators_ThatReadBehaviour_SayTheyNeedIt()
    {
        // A claim is true where other behaviour log-probabilities give other coefficients.
        foreach (string name in new PartCatalogues().Estimators.Names)
        {
            IEstimator estimator = Create(name).Estimator!;
            BatchData data = BatchData.Worked();
            float[] stale = data.Run(estimator).Coefficients, fresh = data.OnPolicy().Run(estimator).Coefficients;
            Assert.True(estimator.NeedsBehaviourLogProbs == !stale.SequenceEqual(fresh), name);
        }
    }

    [Fact]
    public void Estimators_WithABaselineOfTheirOwn_AreRlooAndGrpo() => Assert.Equal(
        ["rloo", "grpo"],
        new PartCatalogues().Estimators.Names.Where(name => Create(name).Estimator!.OwnAdvantage is not null));

    [Fact]
    public void Estimators_ThatCompareRowsOfAContext_SayTheyNeedGroups() => Assert.Equal(
        ["rloo", "grpo", "vtrace"],
        new PartCatalogues().Estimators.Names.Where(name => Create(name).Estimator!.NeedsGroups));

    private static (IEstimator? Estimator, List<string> Errors) Create(string text)
    {
        List<string> errors = [];
        return (new PartCatalogues().FindEstimator(PartReference.Parse(text, errors)!, errors)?.Invoke(), errors);
    }
}
