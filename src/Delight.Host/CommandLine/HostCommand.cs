using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Delight.Actors.Configuration;
using Delight.Experiments.Extensions;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;

namespace Delight.Host.CommandLine;

/// <summary>The command line: parses, refuses with one line a problem, and turns every outcome into an exit
/// code.</summary>
public static class HostCommand
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">As the process got them.</param>
    /// <param name="context">Where output goes.</param>
    /// <param name="cancellation">Cancelled by Ctrl-C and SIGTERM.</param>
    /// <returns>0 done, 1 failed, 2 refused, 130 interrupted.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, HostContext context, CancellationToken cancellation)
    {
        RootCommand root = CreateRoot(context);
        ParseResult parsed = root.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        // A request for help hides errors, and a verb that is none has no help.
        bool isUnknownVerb = parsed.CommandResult.Command is RootCommand && parsed.UnmatchedTokens.Count > 0;
        if (parsed.Errors.Count > 0 || isUnknownVerb || OptionsAsArguments(parsed).Any())
        {
            return Refuse(parsed, context);
        }

        InvocationConfiguration configuration = new()
        {
            Output = parsed.Action is HelpAction ? new HelpWriter(context.Output) : context.Output,
            Error = context.Error,
            EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
        };
        try
        {
            CatalogueExtensions.Load(
                AssemblyOption.Of(parsed),
                Environment.GetEnvironmentVariable(CatalogueExtensions.Variable),
                context.Catalogues);
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (UserErrorException error)
        {
            return Refuse(error.Problems, context);
        }
        catch (SystemStartException error)
        {
            return Refuse([error.Message], context);
        }
        catch (OperationCanceledException)
        {
            context.Error.WriteLine("delight: interrupted.");
            return ExitCode.Interrupted;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"delight: {error.Message}");
            return ExitCode.Failed;
        }
    }

    internal static RootCommand CreateRoot(HostContext context)
    {
        RootCommand root = new(
            "Delight: distributed reinforcement learning under friction, asynchronous and reproducible.\n\n" +
            "Examples:\n" +
            "  ./delight compare scenarios/mnist-staleness.json --estimators dg,pg,reinforce\n" +
            "  ./delight sweep mnist-staleness --set optimiser.learningRate=1e-4,3e-4,1e-3 --seeds 3\n" +
            "  ./delight simulate scenarios/mnist-on-policy.json --steps 1000 --seed 7\n" +
            "  ./delight run scenarios/mnist-on-policy.json --steps 1000\n" +
            "  ./delight config scenarios/mnist-staleness.json --set learner.batchRows=50\n" +
            "  ./delight list estimators");
        root.Options.Add(AssemblyOption.Create());
        root.Subcommands.Add(SimulateVerb.Create(context));
        root.Subcommands.Add(RunVerb.Create(context));
        root.Subcommands.Add(NodeVerb.Create(context));
        root.Subcommands.Add(CompareVerb.Create(context));
        root.Subcommands.Add(SweepVerb.Create(context));
        root.Subcommands.Add(RunsVerb.Create(context));
        root.Subcommands.Add(ExploreVerb.Create(context));
        root.Subcommands.Add(ReproduceVerb.Create(context));
        root.Subcommands.Add(ReplayVerb.Create(context));
        root.Subcommands.Add(EvaluateVerb.Create(context));
        root.Subcommands.Add(ReportVerb.Create(context));
        root.Subcommands.Add(ExportVerb.Create(context));
        root.Subcommands.Add(InspectVerb.Create(context));
        root.Subcommands.Add(TheoryVerb.Create(context));
        root.Subcommands.Add(ConfigVerb.Create(context));
        root.Subcommands.Add(ListVerb.Create(context));
        root.Subcommands.Add(BenchVerb.Create(context));
        root.Subcommands.Add(TestCommand.Create(context));
        return root;
    }

    /// <summary>Options that a verb does not have, where it takes any number of arguments: no folder begins with two
    /// dashes.</summary>
    private static IEnumerable<string> OptionsAsArguments(ParseResult parsed) => parsed.CommandResult.Children
        .OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)
        .Where(value => value.StartsWith("--", StringComparison.Ordinal));

    private static int Refuse(ParseResult parsed, HostContext context)
    {
        IEnumerable<string> names = parsed.CommandResult.Command.Subcommands.Select(command => command.Name)
            .Concat(parsed.CommandResult.Command.Options.Select(option => option.Name));

        // What follows an unknown option was meant as its value.
        string[] unknown = [.. parsed.UnmatchedTokens, .. OptionsAsArguments(parsed)];
        bool hasOption = unknown.Any(token => token.StartsWith('-'));
        IEnumerable<string> problems = parsed.Errors.Select(error => error.Message)
            .Where(message => !unknown.Any(token => message.Contains($"'{token}'", StringComparison.Ordinal)))
            .Where(message => unknown.Length == 0 || !message.StartsWith("Required command", StringComparison.Ordinal));
        string verb = string.Empty; // runs compare is a verb below a verb
        SymbolResult? at = parsed.CommandResult;
        for (; at is CommandResult { Command: not RootCommand } named; at = at.Parent)
        {
            verb = $"{named.Command.Name} {verb}";
        }

        IEnumerable<string> refused = unknown.Where(token => !hasOption || token.StartsWith('-')).Select(token =>
            $"{verb}{token}: there is no such "
                + $"{(token.StartsWith('-') ? "option" : verb.Length == 0 ? "verb" : "argument")}."
            + $"{NearestName.Hint(token, names)} See ./delight {verb}--help.");
        return Refuse([.. refused, .. problems.Select(
            message => $"{message.TrimEnd('.')}. See ./delight {verb}--help.")], context);
    }

    private static int Refuse(IEnumerable<string> problems, HostContext context)
    {
        foreach (string problem in problems.Distinct(StringComparer.Ordinal))
        {
            context.Error.WriteLine($"delight: {problem}");
        }

        return ExitCode.Refused;
    }
}
