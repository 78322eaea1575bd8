using System.CommandLine;
using Delight.Experiments.Files;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;
using Delight.Reports.Sweeps;

namespace Delight.Host.CommandLine;

/// <summary><c>reproduce [list | NAME | all]</c>: the experiments of <c>experiments/</c>.</summary>
internal static class ReproduceVerb
{
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
        Option<string?> jobs = SharedOptions.Jobs(), folder = SharedOptions.Out(
            "where pages, reports and results go; default: docs/results and experiments/results, with --quick "
                + "runs/reproduce-quick");
        command.Arguments.Add(names);
        command.Add(quick, resume, pages, prune, jobs, folder);

        command.SetAction((parsed, cancellation) =>
        {
            bool isQuick = parsed.GetValue(quick);
            ReproductionOptions options = ReproductionOptions.For(parsed.GetValue(folder), isQuick) with
            {
                Jobs = OptionCount.Read("--jobs", parsed.GetValue(jobs), Environment.ProcessorCount, 256),
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
        Reproduction reproduction = new(options, context.Catalogues, context.Error, context.Clock)
        {
            Pages = results => ExperimentPages.Write(results, options),
        };
        if (names.Length == 0 || names.Contains(List))
        {
            foreach (string line in reproduction.List(folder.Read(folder.Names, options.IsQuick)))
            {
                context.Output.WriteLine(line);
            }

            return ExitCode.Done;
        }

        (bool isInterrupted, IReadOnlyList<string> withoutResults) =
            await reproduction.RunAsync(folder.Read(names, options.IsQuick), cancellation);
        if (isInterrupted)
        {
            return ExitCode.Interrupted;
        }

        ExperimentPages.WriteIndex(options);
        return withoutResults.Count == 0 ? ExitCode.Done : throw new UserErrorException(withoutResults);
    }
}
