using System.CommandLine;
using System.Globalization;
using Delight.Actors.Coordination;
using Delight.Actors.Testing.Clusters;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Training;
using Delight.Host.Exploring;
using Delight.Host.Reports;
using Delight.Host.Runs;
using Delight.Host.Scenarios;
using Delight.Learning.Catalogue;
using Delight.Learning.Execution;
using Delight.Learning.Tasks;
using Delight.Simulation.Network;

namespace Delight.Host.CommandLine;

/// <summary><c>explore SCENARIO --seeds N</c>: many seeds in virtual time while invariants watch.</summary>
internal static class ExploreVerb
{
    private const int SeedsMax = 1_000_000;
    private const int NodesMax = 50;

    // One seed in so many runs a second time, unwatched, and must have the same digest; the first one always does.
    private const int SeedsPerCheck = 10;

    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new(
            "explore", "Run many seeds in virtual time, check what must always hold, stop at the first violation.");
        ScenarioOptions scenario = new ScenarioOptions(command)
            .With(command, "--estimator", "estimator", "the estimator, with options in parentheses")
            .With(command, "--steps", "learner.steps", "learner steps of each run")
            .With(command, "--seed", "seed", "the first root seed");
        Option<string> seeds = new("--seeds")
        {
            Description = "number of seeds, from the first on", HelpName = "N", Required = true,
        };
        Option<string?> faults = new("--faults")
        {
            Description = "faults in place of the scenario's own, drawn for each seed: "
                + string.Join(", ", FaultProfiles.All.Select(profile => profile.Name)),
            HelpName = "PROFILE",
        };
        Option<string?> jobs = new("--jobs")
        {
            Description = "seeds at the same time; default: one for each processor", HelpName = "N",
        };
        Option<bool> cluster = new("--cluster")
        {
            Description = "a head and its nodes, each an actor system of its own, with Akka.Cluster; faults of "
                + "processes and of the network between them",
        };
        Option<string?> nodes = new("--nodes")
        {
            Description = "with --cluster: nodes with two workers each; default 3", HelpName = "N",
        };
        Option<bool> json = new("--json") { Description = "print one JSON object and nothing else on standard output" };
        foreach (Option option in (Option[])[seeds, faults, jobs, cluster, nodes, json])
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            Request request = Read(
                scenario.Read(parsed), parsed.GetRequiredValue(seeds), parsed.GetValue(jobs), parsed.GetValue(faults))
                with { Nodes = Nodes(parsed.GetValue(cluster), parsed.GetValue(nodes), parsed.GetValue(faults)) };
            ExplorationReport report = await ExploreAsync(request, context, cancellation);
            if (parsed.GetValue(json))
            {
                RunJson.Print(report.ToJson(), context.Output);
            }
            else
            {
                report.Write(context.Output, context.OutputConsole);
            }

            return report.Violated is null ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    /// <summary>Null: one process.</summary>
    private static int? Nodes(bool isCluster, string? nodes, string? faults)
    {
        if (!isCluster)
        {
            return nodes is null ? null : throw new UserErrorException(
                "--nodes: only a cluster has nodes of its own. Add --cluster, or leave it out.");
        }

        if (faults is not null)
        {
            throw new UserErrorException(
                "--faults: its profiles are of one process, and --cluster draws faults of processes. Leave one out.");
        }

        return nodes is null ? 3
            : int.TryParse(nodes, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                && count is >= 1 and <= NodesMax ? count
            : throw new UserErrorException($"--nodes is '{nodes}'; it must be a whole number from 1 to {NodesMax}.");
    }

    private static Request Read(ScenarioArguments scenario, string seeds, string? jobs, string? faults)
    {
        List<string> problems = [];
        int seedCount = Count("--seeds", seeds), jobCount = jobs is null ? Environment.ProcessorCount
            : Count("--jobs", jobs);
        FaultProfile? profile = FaultProfiles.All.FirstOrDefault(known => known.Name == faults);
        if (faults is not null && profile is null)
        {
            string[] names = [.. FaultProfiles.All.Select(known => known.Name)];
            problems.Add($"--faults is '{faults}'; there is no such profile.{NearestName.Hint(faults, names)} "
                + $"Known: {string.Join(", ", names)}; without --faults the scenario's own faults happen.");
        }

        return problems.Count == 0
            ? new Request(scenario, seedCount, jobCount, profile)
            : throw new UserErrorException(problems);

        int Count(string name, string text)
        {
            bool isRight = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                && count is >= 1 and <= SeedsMax;
            if (!isRight)
            {
                problems.Add($"{name} is '{text}'; it must be a whole number from 1 to {SeedsMax}.");
            }

            return count;
        }
    }

    private static async Task<ExplorationReport> ExploreAsync(
        Request request, HostContext context, CancellationToken cancellation)
    {
        EffectiveScenario first = request.Scenario.Load(context.Catalogues);
        ITask task = PreparedScenario.Prepare(first, context.Catalogues).Task;
        long firstSeed = first.Long("seed"), beganAt = context.Clock.GetTimestamp();
        if (firstSeed > long.MaxValue - request.Seeds)
        {
            throw new UserErrorException($"seed is {firstSeed} and --seeds {request.Seeds}; the last seed would be "
                + $"above {long.MaxValue}. Begin with a smaller one.");
        }

        context.Error.WriteLine($"exploring {first.Name}, {NumberText.Counted(request.Seeds, "seed")} from "
            + $"{firstSeed} on, faults: {request.FaultName ?? "the scenario's own"}");
        SeedExploration exploration = new(
            (index, stop) => ExploreOne(request, (index, firstSeed + index), (context, task), stop),
            (done, result) => Say(done, result, request.Seeds, context));
        IReadOnlyList<SeedResult> results = await exploration.RunAsync(request.Seeds, request.Jobs, cancellation);
        string replay = ReplayCommand.Explore(
            request.Scenario, results[^1].Seed, request.Profile?.Name, request.Nodes);
        return new ExplorationReport(
            first.Name, request.FaultName, request.Invariants, results, replay, context.Clock.GetElapsedTime(beganAt));
    }

    private static SeedResult ExploreOne(
        Request request, (int Index, long Seed) which, (HostContext Context, ITask Task) with,
        CancellationToken cancellation)
    {
        ScenarioOverride seed = new("seed", which.Seed.ToString(CultureInfo.InvariantCulture), "--seeds");
        PreparedScenario prepared = PreparedScenario.Prepare(
            request.Scenario.Load(with.Context.Catalogues, seed), with.Context.Catalogues, with.Task);
        if (request.Nodes is { } nodes)
        {
            return ExploreCluster(prepared, nodes, which, with.Context, cancellation);
        }

        (TrainingPlan Plan, TrainingFrictions Frictions) NewRun()
        {
            TrainingPlan asWritten = prepared.Plan(new SilentSink(), SerialExecutor.Instance) with
            {
                AdjustLearner = with.Context.AdjustLearner,
            };
            return request.Profile?.Apply(asWritten, prepared.Frictions) ?? (asWritten, prepared.Frictions);
        }

        (TrainingPlan plan, TrainingFrictions frictions) = NewRun();
        ExploredOutcome outcome = ExploredRun.Run(plan, frictions, cancellation);
        InvariantViolation? violation = outcome.Violation;
        if (violation is null && which.Index % SeedsPerCheck == 0)
        {
            (plan, frictions) = NewRun();
            TrainingResult again = SimulatedTraining.Run(plan, frictions, observer: null, cancellation);
            violation = again.Digest == outcome.Digest ? null
                : Differs(outcome, "a second, unwatched run", again.Digest ?? 0, again.Elapsed);
        }

        return new SeedResult((ulong)which.Seed, violation, outcome.Totals);
    }

    private static SeedResult ExploreCluster(
        PreparedScenario prepared, int nodes, (int Index, long Seed) which, HostContext context,
        CancellationToken cancellation)
    {
        ClusterSetup setup = new()
        {
            Seed = (ulong)which.Seed, Nodes = nodes, Scenario = prepared.Scenario.ToJson(),
            Network = new LinkQuality { Latency = prepared.Frictions.Network.Latency },
            Plan = () => prepared.Plan(new SilentSink(), SerialExecutor.Instance) with
            {
                AdjustLearner = context.AdjustLearner,
            },
            Prepare = json => HeadScenario.Prepare(json, context.Catalogues, new ClusterFrictions()),
        };
        ExploredOutcome outcome = ExploredCluster.Run(setup, cancellation);
        InvariantViolation? violation = outcome.Violation;
        if (violation is null && which.Index % SeedsPerCheck == 0)
        {
            ExploredOutcome again = ExploredCluster.Run(setup, cancellation);
            violation = again.Digest == outcome.Digest ? null
                : Differs(outcome, "a second run", again.Digest, again.Totals.VirtualTime);
        }

        return new SeedResult((ulong)which.Seed, violation, outcome.Totals);
    }

    private static InvariantViolation Differs(ExploredOutcome first, string second, ulong digest, TimeSpan elapsed) =>
        new(
            "same-digest", string.Create(
                CultureInfo.InvariantCulture,
                $"{second} has the digest {digest:x16}, the first {first.Digest:x16}; the same seed must give the same "
                    + $"run."),
            elapsed, first.Totals.Events, "the end of the run", first.Digest);

    private static void Say(int done, SeedResult result, int seeds, HostContext context)
    {
        if (result.Violation is not null)
        {
            context.Error.WriteLine($"seed {result.Seed}: {result.Violation.Invariant} does not hold");
        }
        else if (done == seeds || done * 10 / seeds > (done - 1) * 10 / seeds)
        {
            context.Error.WriteLine($"{done} of {NumberText.Counted(seeds, "seed")} explored");
        }
    }

    /// <param name="Scenario">Which, with what is set over it.</param>
    /// <param name="Seeds">How many.</param>
    /// <param name="Jobs">How many at the same time.</param>
    /// <param name="Profile">Of the faults; null: the scenario's own.</param>
    private sealed record Request(ScenarioArguments Scenario, int Seeds, int Jobs, FaultProfile? Profile)
    {
        /// <summary>Nodes of a cluster; null: one process.</summary>
        public int? Nodes { get; init; }

        public string? FaultName => Nodes is null ? Profile?.Name : "of processes";

        public IReadOnlyList<string> Invariants => Nodes is null
            ? [.. InvariantCatalogue.Create().Select(invariant => invariant.Name)] : ExploredCluster.InvariantNames;
    }
}
