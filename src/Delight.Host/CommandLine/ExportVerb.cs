using System.CommandLine;
using Delight.Export;

namespace Delight.Host.CommandLine;

/// <summary><c>export RUN...</c>: records of runs for other tools.</summary>
internal static class ExportVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new("export", "Write the records of runs as tables or as event files, for other tools.");
        Argument<string[]> runs = new("RUN")
        {
            Description = "folders of runs, or with runs below them", Arity = ArgumentArity.OneOrMore,
        };
        Option<string> format = new("--format")
        {
            Description = "tables as text, typed tables, or event files", Required = true,
            HelpName = string.Join('|', RunExport.FormatNames),
        };
        Option<string?> folder = new("--out") { Description = "a new or empty folder", HelpName = "DIR" };
        command.Arguments.Add(runs);
        command.Options.Add(format);
        command.Options.Add(folder);
        command.SetAction(async (parsed, cancellation) =>
        {
            ExportFormat chosen = RunExport.FormatOf(parsed.GetRequiredValue(format));
            string target = parsed.GetValue(folder) ?? RunExport.NewFolderName(chosen, context.Clock);
            await RunExport.WriteAsync(
                RunExport.Read(parsed.GetRequiredValue(runs)), chosen, target, cancellation);
            context.Output.WriteLine(target);
            return ExitCode.Done;
        });
        return command;
    }
}
