using System.CommandLine;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Host.Terminal;
using Delight.Reports.Runs;

namespace Delight.Host.CommandLine;

/// <summary><c>runs [FOLDER...]</c>: lists runs; <c>compare</c>, <c>delete</c> and <c>index</c> work with
/// them.</summary>
internal static class RunsVerb
{
    private const string Standard = "runs";

    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new("runs", "List runs, the newest first; or compare, delete or index them.");
        Argument<string[]> folders = Folders($"runs or folders of runs; default {Standard}");
        Option<string[]> where = Where();
        (Option<string?> Option, string Key)[] columns =
            [.. ((string[])["scenario", "estimator", "status"]).Select(key => (new Option<string?>($"--{key}")
            {
                Description = $"only runs of this {key}; * stands for any letters", HelpName = key.ToUpperInvariant(),
            }, key))];
        Option<bool> json = SharedOptions.Json();
        command.Arguments.Add(folders);
        command.Add([.. columns.Select(column => column.Option), where, json]);
        command.SetAction(parsed =>
        {
            string[] roots = Roots(parsed.GetValue(folders));
            string[] conditions =
            [
                .. parsed.GetValue(where) ?? [],
                .. columns.Where(column => parsed.GetValue(column.Option) is not null)
                    .Select(column => $"{column.Key}={parsed.GetValue(column.Option)}"),
            ];
            IReadOnlyList<RunListing> runs = Find(roots, conditions);
            IReadOnlyList<RunGroup> groups = conditions.Length == 0 ? RunGroup.Find(roots) : [];
            if (parsed.GetValue(json))
            {
                RunJson.Print(RunListing.ToJson(runs, groups), context.Output);
            }
            else
            {
                RunsTable.Write(context.OutputConsole, runs, groups);
            }

            return ExitCode.Done;
        });
        command.Subcommands.Add(Compare(context));
        command.Subcommands.Add(Delete(context));
        command.Subcommands.Add(Index(context));
        return command;
    }

    private static Command Compare(HostContext context)
    {
        Command command = new("compare", "Write one report of finished runs, from whatever commands they are.");
        Argument<string[]> folders = Folders("runs or comparisons");
        folders.Arity = ArgumentArity.OneOrMore;
        Option<string?> folder = SharedOptions.Out("a new or empty folder for the report");
        Option<bool> json = SharedOptions.Json();
        command.Arguments.Add(folders);
        command.Add(folder, json);
        command.SetAction(parsed =>
        {
            string[] named = parsed.GetRequiredValue(folders);
            ComparedRuns compared = ComparedRuns.Read(named);
            string report = compared.CreateReportFolder(parsed.GetValue(folder), context.Clock);
            ReportWriter.Write(report, compared, named);
            if (parsed.GetValue(json))
            {
                RunJson.Print(RunJson.Of(compared, Path.GetDirectoryName(report)!), context.Output);
            }
            else
            {
                RunsTable.Write(context.OutputConsole, compared.Differences);
                ResultTable.Write(context.OutputConsole, [.. compared.Runs.Select(run => run.Summary)], report);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Delete(HostContext context)
    {
        Command command = new("delete", "Delete folders of runs, comparisons and sweeps; nothing under way.");
        Argument<string[]> folders = Folders("what to delete; with --where: where to look");
        Option<string[]> where = Where();
        Option<bool> yes = new("--yes") { Description = "delete; without it the folders are only listed" };
        command.Arguments.Add(folders);
        command.Add(where, yes);
        command.SetAction(parsed =>
        {
            string[] named = parsed.GetValue(folders) ?? [], conditions = parsed.GetValue(where) ?? [];
            RunDeletion deletion = RunDeletion.Plan(
                conditions.Length == 0 ? named : Find(Roots(named), conditions).Select(run => run.Folder));
            foreach (string folder in deletion.Folders)
            {
                context.Output.WriteLine(folder);
            }

            deletion.Delete(parsed.GetValue(yes));
            context.Output.WriteLine(deletion.Done);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Index(HostContext context)
    {
        Command command = new("index", $"Write {RunIndex.FileName}: all runs, with links to their reports.");
        Argument<string> folder = new("FOLDER")
        {
            Description = $"a folder of runs; default {Standard}", DefaultValueFactory = _ => Standard,
        };
        command.Arguments.Add(folder);
        command.SetAction(parsed =>
        {
            string root = parsed.GetRequiredValue(folder);
            context.Output.WriteLine(RunIndex.Write(root, RunListing.Find([root]), RunGroup.Find([root])));
            return ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyList<RunListing> Find(string[] roots, IReadOnlyList<string> conditions) =>
        RunFilter.Apply(RunFilter.Parse(conditions), RunListing.Find(roots));

    private static string[] Roots(string[]? folders) => folders is { Length: > 0 } given ? given : [Standard];

    private static Argument<string[]> Folders(string description) => new("FOLDER")
    {
        Description = description, Arity = ArgumentArity.ZeroOrMore,
    };

    private static Option<string[]> Where() => new("--where")
    {
        Description = "only runs that this holds for: status=failed, error<0.1, optimiser.learningRate=0.001; may be "
            + "repeated",
        HelpName = "CONDITION", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
    };
}
