using System.CommandLine;
using Delight.Experiments.Scenarios;

namespace Delight.Host.CommandLine;

/// <summary>The option of every verb that names assemblies with parts of the user's own.</summary>
internal static class AssemblyOption
{
    /// <summary>As typed.</summary>
    public const string Name = ReplayCommand.AssemblyOption;

    /// <summary>The option, for the root: verbs inherit it.</summary>
    public static Option<string[]> Create() => new(Name)
    {
        Description = "adds the estimators, tasks and other parts of an assembly of yours; may be repeated",
        HelpName = "PATH", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false, Recursive = true,
    };

    /// <summary>The paths given.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed) => parsed.GetValue<string[]>(Name) ?? [];
}
