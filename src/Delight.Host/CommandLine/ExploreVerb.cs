using System.CommandLine;
using System.Globalization;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Host.Exploring;
using Delight.Host.Reports;
using Delight.Host.Runs;
using Delight.Host.Scenarios;
using Delight.Learning.Catalogue;
using Delight.Learning.Tasks;

namespace Delight.Host.CommandLine;

/// <summary><c>explore SCENARIO --seeds N</c>: many seeds in virtual time while invariants watch.</summary>
internal static class ExploreVerb
{
    private const int SeedsMax = 1_000_000;
    private const int NodesMax = 50;

    // One seed in so many runs a second time, and must have the same digest; the first one always does.
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
            List<string> problems = [];
            int seedCount = Count("--seeds", parsed.GetRequiredValue(seeds), SeedsMax, problems);
            int jobCount = parsed.GetValue(jobs) is { } given
                ? Count("--jobs", given, SeedsMax, problems) : Environment.ProcessorCount;
            SeedTrial trial = parsed.GetValue(cluster)
                ? Cluster(parsed.GetValue(nodes), parsed.GetValue(faults), problems)
                : Process(parsed.GetValue(nodes), parsed.GetValue(faults), problems);
            Request request = problems.Count == 0
                ? new Request(scenario.Read(parsed), seedCount, jobCount, trial)
                : throw new UserErrorException(problems);
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

    private static ClusterTrial Cluster(string? nodes, string? faults, List<string> problems)
    {
        if (faults is not null)
        {
            problems.Add(
                "--faults: its profiles are of one process, and --cluster draws faults of processes. Leave one out.");
        }

        return new ClusterTrial(nodes is null ? 3 : Count("--nodes", nodes, NodesMax, problems));
    }

    private static ProcessTrial Process(string? nodes, string? faults, List<string> problems)
    {
        if (nodes is not null)
        {
            problems.Add("--nodes: only a cluster has nodes of its own. Add --cluster, or leave it out.");
        }

        FaultProfile? profile = FaultProfiles.All.FirstOrDefault(known => known.Name == faults);
        if (faults is not null && profile is null)
        {
            string[] names = [.. FaultProfiles.All.Select(known => known.Name)];
            problems.Add($"--faults is '{faults}'; there is no such profile.{NearestName.Hint(faults, names)} "
                + $"Known: {string.Join(", ", names)}; without --faults the scenario's own faults happen.");
        }

        return new ProcessTrial(profile);
    }

    private static int Count(string name, string text, int max, List<string> problems)
    {
        bool isRight = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count >= 1 && count <= max;
        if (!isRight)
        {
            problems.Add($"{name} is '{text}'; it must be a whole number from 1 to {max}.");
        }

        return count;
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
            + $"{firstSeed} on, faults: {request.Trial.Faults ?? "the scenario's own"}");
        SeedExploration exploration = new(
            (index, stop) => ExploreOne(request, (index, firstSeed + index), (context, task), stop),
            (done, result) => Say(done, result, request.Seeds, context));
        IReadOnlyList<SeedResult> results = await exploration.RunAsync(request.Seeds, request.Jobs, cancellation);
        string replay = ReplayCommand.Explore(request.Scenario, results[^1].Seed, request.Trial.Options);
        return new ExplorationReport(
            first.Name, request.Trial, results, replay, context.Clock.GetElapsedTime(beganAt));
    }

    private static SeedResult ExploreOne(
        Request request, (int Index, long Seed) which, (HostContext Context, ITask Task) with,
        CancellationToken cancellation)
    {
        ScenarioOverride seed = new("seed", which.Seed.ToString(CultureInfo.InvariantCulture), "--seeds");
        PreparedScenario prepared = PreparedScenario.Prepare(
            request.Scenario.Load(with.Context.Catalogues, seed), with.Context.Catalogues, with.Task);
        ExploredOutcome outcome = request.Trial.Run(prepared, with.Context, cancellation);
        InvariantViolation? violation = outcome.Violation;
        if (violation is null && which.Index % SeedsPerCheck == 0)
        {
            (ulong again, TimeSpan elapsed) = request.Trial.Repeat(prepared, with.Context, cancellation);
            violation = again == outcome.Digest ? null : new InvariantViolation(
                "same-digest", string.Create(CultureInfo.InvariantCulture, $"a second run has the digest {again:x16}, "
                    + $"the first {outcome.Digest:x16}; the same seed must give the same run."),
                elapsed, outcome.Totals.Events, "the end of the run", outcome.Digest);
        }

        return new SeedResult((ulong)which.Seed, violation, outcome.Totals);
    }

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

    private sealed record Request(ScenarioArguments Scenario, int Seeds, int Jobs, SeedTrial Trial);
}
