using System.CommandLine;
using Delight.Actors.Testing.Exploration;
using Delight.Experiments.Exploration;
using Delight.Experiments.Runs;
using Delight.Experiments.Text;
using Delight.Host.Terminal;

namespace Delight.Host.CommandLine;

/// <summary><c>explore SCENARIO --seeds N</c>: many seeds in virtual time while invariants watch.</summary>
internal static class ExploreVerb
{
    private const int SeedsMax = 1_000_000;

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
        Option<string?> jobs = SharedOptions.Jobs("seeds");
        Option<bool> cluster = new("--cluster")
        {
            Description = "a head and its nodes, each an actor system of its own, with Akka.Cluster; faults of "
                + "processes and of the network between them",
        };
        Option<string?> nodes = new("--nodes")
        {
            Description = "with --cluster: nodes with two workers each; default 3", HelpName = "N",
        };
        Option<bool> json = SharedOptions.Json();
        command.Add(seeds, faults, jobs, cluster, nodes, json);
        command.SetAction(async (parsed, cancellation) =>
        {
            List<string> problems = [];
            int seedCount = OptionCount.Read("--seeds", parsed.GetRequiredValue(seeds), (1, SeedsMax), problems);
            int jobCount = OptionCount.Read(
                "--jobs", parsed.GetValue(jobs), (Environment.ProcessorCount, SeedsMax), problems);
            SeedTrial trial = new TrialOptions(
                parsed.GetValue(cluster), parsed.GetValue(nodes), parsed.GetValue(faults)).Read(problems);
            if (problems.Count > 0)
            {
                throw new UserErrorException(problems);
            }

            TrialParts parts = new(context.Catalogues) { AdjustLearner = context.AdjustLearner };
            ScenarioExploration exploration = new(scenario.Read(parsed), trial, parts, context.Clock)
            {
                Seeds = seedCount, Jobs = jobCount, Output = context.Error,
            };
            return Print(await exploration.RunAsync(cancellation), parsed.GetValue(json), context);
        });
        return command;
    }

    private static int Print(ExplorationReport report, bool asJson, HostContext context)
    {
        if (asJson)
        {
            RunJson.Print(report.ToJson(), context.Output);
        }
        else
        {
            report.Write(context.Output);
            context.Output.Flush();
            ExplorationTable.Write(report, context.OutputConsole);
        }

        return report.Violated is null ? ExitCode.Done : ExitCode.Failed;
    }
}
