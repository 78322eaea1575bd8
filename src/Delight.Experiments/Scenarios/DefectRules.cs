using Delight.Actors.Frictions;
using Delight.Experiments.Runs;

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
        foreach (ScenarioSection pool in context.Pools.Where(pool => !BuildDefects.BreaksRows(BuildOf(pool))))
        {
            string build = $"{pool.Path}.build", share = $"{pool.Path}.defectShare", unit = $"{pool.Path}.defectUnit";
            string? set = pool.Number("defectShare") < 1 ? share : pool.Text("defectUnit") != "rows" ? unit : null;
            if (set is not null)
            {
                yield return new([set, build], $"{context.Say(set)} and {context.Say(build)}; it breaks no rows one by "
                    + "one. Choose the build constant-answer, off-by-one or wrong-mask, or remove the setting.");
            }
        }
    }

    private static IEnumerable<RuleFinding> ClaimsAreOfChangedActions(RuleContext context)
    {
        foreach (ScenarioSection pool in context.Pools.Where(
            pool => pool.Text("defectClaim") == "true" && !BuildDefects.ChangesActions(BuildOf(pool))))
        {
            string build = $"{pool.Path}.build", claim = $"{pool.Path}.defectClaim";
            yield return new([claim, build], $"{context.Say(claim)} and {context.Say(build)}; it reports the "
                + "probability of what it chose anyway. Choose the build constant-answer or off-by-one, or remove the "
                + "setting.");
        }
    }

    private static WorkerBuild BuildOf(ScenarioSection pool) =>
        PreparedScenario.Word<WorkerBuild>(pool.Text("build"));
}
