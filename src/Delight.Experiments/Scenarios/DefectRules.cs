using Delight.Actors.Frictions;
using Delight.Actors.Rollouts;
using Delight.Experiments.Settings;

namespace Delight.Experiments.Scenarios;

/// <summary>Rules about pools with a broken build.</summary>
internal static class DefectRules
{
    public static readonly ScenarioRule[] All =
    [
        new(["workers"], SharesAreOfBrokenRows),
        new(["workers"], ClaimsAreOfChangedActions),
    ];

    private static IEnumerable<RuleFinding> SharesAreOfBrokenRows(RuleContext context)
    {
        foreach ((string at, WorkerSettings pool) in context.Pools.Where(
            pool => !BuildDefects.BreaksRows(pool.Pool.Build)))
        {
            string build = $"{at}.build", share = $"{at}.defectShare", unit = $"{at}.defectUnit";
            string? set = pool.DefectShare < 1 ? share : pool.DefectUnit != DefectUnit.Rows ? unit : null;
            if (set is not null)
            {
                yield return new([set, build], $"{context.Say(set)} and {context.Say(build)}; it breaks no rows one by "
                    + "one. Choose the build constant-answer, off-by-one or wrong-mask, or remove the setting.");
            }
        }
    }

    private static IEnumerable<RuleFinding> ClaimsAreOfChangedActions(RuleContext context)
    {
        foreach ((string at, _) in context.Pools.Where(pool =>
            pool.Pool.DefectClaim == DefectClaim.True && !BuildDefects.ChangesActions(pool.Pool.Build)))
        {
            string build = $"{at}.build", claim = $"{at}.defectClaim";
            yield return new([claim, build], $"{context.Say(claim)} and {context.Say(build)}; it reports the "
                + "probability of what it chose anyway. Choose the build constant-answer or off-by-one, or remove the "
                + "setting.");
        }
    }
}
