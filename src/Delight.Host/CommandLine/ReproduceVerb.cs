using System.CommandLine;
using System.Globalization;
using Delight.Experiments.Files;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;
using Delight.Reports.Sweeps;

namespace Delight.Host.CommandLine;

/// <summary><c>reproduce [list | NAME | all]</c>: the experiments of <c>experiments/</c>.</summary>
internal static class ReproduceVerb
{
    private const string All = "all";
    private const string List = "list";

    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new(
            "reproduce", "Run what is missing of an experiment and write its page: figure, tables, the paper beside.");
        Argument<string[]> names = new("NAME")
        {
            Description = "experiments, or all, or list; default list", Arity = ArgumentArity.ZeroOrMore,
        };
        Option<bool> quick = new("--quick")
        {
            Description = "fewer steps, seeds and values; never writes to docs/results",
        };
        Option<bool> resume = new("--resume")
        {
            Description = "go on where an earlier process stopped; that is so anyway, since results are kept",
        };
        Option<bool> pages = new("--pages")
        {
            Description = "run nothing, write pages from the results that are there",
        };
        Option<bool> prune = new("--prune") { Description = "remove results that an experiment no longer asks for" };
        Option<string?> jobs = new("--jobs")
        {
            Description = "runs at the same time; default: one for each processor", HelpName = "N",
        };
        Option<string?> folder = new("--out")
        {
            Description = "where pages, reports and results go; default: docs/results and experiments/results, with "
                + "--quick runs/reproduce-quick",
            HelpName = "DIR",
        };
        command.Arguments.Add(names);
        foreach (Option option in (Option[])[quick, resume, pages, prune, jobs, folder])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            bool isQuick = parsed.GetValue(quick);
            ReproductionOptions options = ReproductionOptions.For(parsed.GetValue(folder), isQuick) with
            {
                Jobs = JobsOf(parsed.GetValue(jobs)),
                IsPagesOnly = parsed.GetValue(pages),
                IsPruned = parsed.GetValue(prune),
            };
            return RunAsync(parsed.GetValue(names) ?? [], options, context, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        string[] names, ReproductionOptions options, HostContext context, CancellationToken cancellation)
    {
        ExperimentFolder folder = new(ClonePaths.Resolve("experiments"));
        if (names.Length == 0 || names.Contains(List))
        {
            WriteList(folder, options, context);
            return ExitCode.Done;
        }

        List<string> problems = [];
        List<Experiment> experiments = [];
        foreach (string name in (names.Contains(All) ? folder.Names : names).Distinct(StringComparer.Ordinal))
        {
            try
            {
                experiments.Add(folder.Read(name, options.IsQuick));
            }
            catch (UserErrorException error)
            {
                problems.AddRange(error.Problems);
            }
        }

        if (problems.Count > 0)
        {
            throw new UserErrorException(problems);
        }

        Reproduction reproduction = new(options, context.Catalogues, context.Error, context.Clock)
        {
            Pages = results => ExperimentPages.Write(results, options),
        };
        (bool isInterrupted, IReadOnlyList<string> withoutResults) =
            await reproduction.RunAsync(experiments, cancellation);
        if (isInterrupted)
        {
            return ExitCode.Interrupted;
        }

        ExperimentPages.WriteIndex(options);
        return withoutResults.Count == 0 ? ExitCode.Done : throw new UserErrorException(withoutResults);
    }

    private static void WriteList(ExperimentFolder folder, ReproductionOptions options, HostContext context)
    {
        foreach (string name in folder.Names)
        {
            Experiment experiment = folder.Read(name, options.IsQuick);
            List<string> problems = [];
            ExperimentPlan plan = ExperimentPlan.Create(experiment, context.Catalogues, problems);
            if (problems.Count > 0)
            {
                throw new UserErrorException(problems);
            }

            ResultStore store = ResultStore.Open(Path.Combine(options.ResultsFolder, name), context.Catalogues);
            int found = ExperimentResults.Of(plan, store).Count;
            context.Output.WriteLine(NumberText.Text($"{name,-22} {found,4} of {plan.Count,4} results  ")
                + experiment.Title);
        }
    }

    private static int JobsOf(string? text) => text is null ? Environment.ProcessorCount
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int jobs) && jobs is >= 1 and <= 256
            ? jobs
            : throw new UserErrorException($"--jobs is '{text}'; it must be a whole number from 1 to 256.");
}
