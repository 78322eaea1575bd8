using Delight.Learning.Parts;
using Delight.Learning.Tasks.Bandits;
using Delight.Learning.Theory;

namespace Delight.Learning.Tests.Theory;

public sealed class GamblingAscentTests
{
    private static readonly GamblingBandit Bandit = new();

    [Fact]
    public void Drift_Pg_IsTheDifferenceOfMeanRewards()
    {
        Assert.All([0.01, 0.5, 0.99], gamble => Near.Equal(0.5 - 0.4, Ascent("pg").Drift(gamble)));
    }

    [Fact]
    public void Drift_DgAtUniformPolicy_IsByHand()
    {
        // V = 0.45, surprisal ln 2 for both arms. Safe: A = 0.05, gate sigmoid(0.034657) = 0.508663, w A = 0.0254332.
        // Lucky: A = 1.55, gate sigmoid(1.074378) = 0.745429, w A = 1.155414. Blank: A = -0.45, gate sigmoid(-0.311916)
        // = 0.422647, w A = -0.190191. Drift = 0.0254332 - (0.2 * 1.155414 - 0.8 * 0.190191) = -0.053497.
        Near.Equal(-0.0534968, Ascent("dg").Drift(0.5), relative: 2e-5, absolute: 0);
    }

    [Fact]
    public void Outcome_Dg_EndsBelowReinforce()
    {
        GamblingOutcome dg = GamblingOutcome.Of(Bandit, Find("dg"), 5000, 1);
        GamblingOutcome pg = GamblingOutcome.Of(Bandit, Find("pg"), 5000, 1);
        Assert.InRange(pg.RewardFinal, 0.4995, 0.5);
        Assert.True(dg.RewardFinal < 0.45, $"dg ends at {dg.RewardFinal}.");
        Assert.Equal(0, pg.MisledShare);
        Assert.True(dg.MisledShare > 0.5, $"dg is misled from {dg.MisledShare:P0} of the policies.");

        // Where the ascent of dg rests, its drift has no sign left.
        Near.Equal(0, Ascent("dg").Drift(dg.GambleFinal), absolute: 1e-5);
    }

    private static GamblingAscent Ascent(string estimator) => new(Bandit, Find(estimator));

    private static TheoryEstimator Find(string name) =>
        TheoryEstimator.All(new PartCatalogues().Estimators).Single(estimator => estimator.Name == name);
}
