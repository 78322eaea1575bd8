using System.Globalization;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Tasks;

namespace Delight.Experiments.Exploration;

/// <summary>Explores the seeds of a scenario: every invariant watches every run.</summary>
/// <param name="scenario">With its first seed.</param>
/// <param name="trial">What is tried with each seed.</param>
/// <param name="parts">What trials are made from.</param>
/// <param name="clock">The wall clock.</param>
public sealed class ScenarioExploration(
    ScenarioArguments scenario, SeedTrial trial, TrialParts parts, TimeProvider clock)
{
    // One seed in so many runs a second time, and must have the same digest; the first one always does.
    private const int SeedsPerCheck = 10;

    /// <summary>How many seeds.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Seeds at the same time.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Gets a line for each tenth of the seeds, and for each violation.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>Explores them, up to the first violation in the order of seeds.</summary>
    /// <exception cref="UserErrorException">The scenario is refused, or there is no such last seed.</exception>
    public async Task<ExplorationReport> RunAsync(CancellationToken cancellation)
    {
        EffectiveScenario first = scenario.Load(parts.Catalogues);
        ITask task = PreparedScenario.Prepare(first, parts.Catalogues).Task;
        long firstSeed = first.Settings.Seed, beganAt = clock.GetTimestamp();
        if (firstSeed > long.MaxValue - Seeds)
        {
            throw new UserErrorException($"seed is {firstSeed} and --seeds {Seeds}; the last seed would be "
                + $"above {long.MaxValue}. Begin with a smaller one.");
        }

        Output.WriteLine($"exploring {first.Name}, {NumberText.Counted(Seeds, "seed")} from "
            + $"{firstSeed} on, faults: {trial.Faults ?? "the scenario's own"}");
        SeedExploration exploration = new((index, stop) => Explore((index, firstSeed + index), task, stop), Say);
        IReadOnlyList<SeedResult> results = await exploration.RunAsync(Seeds, Jobs, cancellation);
        string replay = ReplayCommand.Explore(scenario, results[^1].Seed, trial.Options);
        return new ExplorationReport(first.Name, trial, results, replay, clock.GetElapsedTime(beganAt));
    }

    private SeedResult Explore((int Index, long Seed) which, ITask task, CancellationToken cancellation)
    {
        ScenarioOverride seed = new("seed", which.Seed.ToString(CultureInfo.InvariantCulture), "--seeds");
        PreparedScenario prepared =
            PreparedScenario.Prepare(scenario.Load(parts.Catalogues, seed), parts.Catalogues, task);
        ExploredOutcome outcome = trial.Run(prepared, parts, cancellation);
        InvariantViolation? violation = outcome.Violation;
        if (violation is null && which.Index % SeedsPerCheck == 0)
        {
            (ulong again, TimeSpan elapsed) = trial.Repeat(prepared, parts, cancellation);
            violation = again == outcome.Digest ? null : new InvariantViolation(
                "same-digest", string.Create(CultureInfo.InvariantCulture, $"a second run has the digest {again:x16}, "
                    + $"the first {outcome.Digest:x16}; the same seed must give the same run."),
                elapsed, outcome.Totals.Events, "the end of the run", outcome.Digest);
        }

        return new SeedResult((ulong)which.Seed, violation, outcome.Totals);
    }

    private void Say(int done, SeedResult result)
    {
        if (result.Violation is not null)
        {
            Output.WriteLine($"seed {result.Seed}: {result.Violation.Invariant} does not hold");
        }
        else if (done == Seeds || done * 10 / Seeds > (done - 1) * 10 / Seeds)
        {
            Output.WriteLine($"{done} of {NumberText.Counted(Seeds, "seed")} explored");
        }
    }
}
