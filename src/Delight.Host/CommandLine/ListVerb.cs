using System.CommandLine;
using Delight.Development.Documentation;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;
using Spectre.Console;

namespace Delight.Host.CommandLine;

/// <summary><c>list scenarios|estimators|masks|baselines|policies|tasks|keys</c>: what there is.</summary>
internal static class ListVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new("list", "List what there is to choose from.");
        Add(command, "scenarios", "the scenario files", () => WriteScenarios(context));
        Add(command, "estimators", "the estimators and their options",
            () => Write(context.Catalogues.Estimators, context));
        Add(command, "masks", "the masks of estimators and their options",
            () => Write(context.Catalogues.Masks, context));
        Add(command, "baselines", "the baselines and their options",
            () => Write(context.Catalogues.Advantages, context));
        Add(command, "policies", "the policies and their options", () => Write(context.Catalogues.Policies, context));
        Add(command, "tasks", "the tasks and their options", () => Write(context.Catalogues.Tasks, context));
        Add(command, "keys", "the keys of records and of --json", () => RecordsDocument.Write(context.Output));
        return command;
    }

    private static void Add(Command command, string name, string description, Action write)
    {
        Command list = new(name, $"List {description}.");
        list.SetAction(_ =>
        {
            write();
            return ExitCode.Done;
        });
        command.Subcommands.Add(list);
    }

    private static void WriteScenarios(HostContext context)
    {
        Table table = NewTable("scenario", "what it shows");
        foreach (string name in ScenarioArguments.Folder().Names)
        {
            table.AddRow(new Text(name), new Text(Summary(name, context)));
        }

        context.OutputConsole.Write(table);
    }

    private static string Summary(string name, HostContext context)
    {
        try
        {
            return new ScenarioArguments { Scenario = name }.Load(context.Catalogues).Settings.Summary;
        }
        catch (UserErrorException error)
        {
            return $"refused: {error.Problems[0]}";
        }
    }

    private static void Write<TFactory>(PartCatalogue<TFactory> catalogue, HostContext context)
        where TFactory : Delegate
    {
        Table table = NewTable(catalogue.Kind, "what it is", "options");
        foreach (PartDefinition<TFactory> part in catalogue.All)
        {
            IEnumerable<string> options = part.Options.Select(option =>
                $"{option.Name}{(option.Default is null ? string.Empty : "=" + option.Default)}: {option.Summary}");
            table.AddRow(new Text(part.Name), new Text(part.Summary), new Text(string.Join('\n', options)));
        }

        context.OutputConsole.Write(table);
    }

    private static Table NewTable(params string[] columns)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach (string column in columns)
        {
            table.AddColumn(column);
        }

        return table;
    }
}
