using System.CommandLine;

namespace Delight.Host.CommandLine;

/// <summary>Options that several verbs have in common.</summary>
internal static class SharedOptions
{
    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json")
    {
        Description = "print one JSON object and nothing else on standard output",
    };

    /// <summary><c>--out DIR</c>.</summary>
    public static Option<string?> Out(string description = "a new or empty folder for the records") => new("--out")
    {
        Description = description, HelpName = "DIR",
    };

    /// <summary><c>--jobs N</c>.</summary>
    public static Option<string?> Jobs(string what = "runs") => new("--jobs")
    {
        Description = $"{what} at the same time; default: one for each processor", HelpName = "N",
    };

    /// <summary><c>--seeds N</c>.</summary>
    public static Option<string?> Seeds() => new("--seeds")
    {
        Description = "number of seeds, from the first on; default 1", HelpName = "N",
    };

    /// <summary><c>--estimators a,b,c</c>.</summary>
    public static Option<string?> Estimators(bool isRequired, string standard = "") => new("--estimators")
    {
        Description = $"comma-separated, with options in parentheses: \"dg,kondo(share=0.1)\"{standard}",
        HelpName = "a,b,c", Required = isRequired,
    };

    /// <summary><c>--resume DIR</c> of several runs.</summary>
    public static Option<string?> Resume() => new("--resume")
    {
        Description = "the folder of an earlier command to go on with; nothing else is needed, but --jobs is possible",
        HelpName = "DIR",
    };

    /// <summary>Adds options to a verb, in this order.</summary>
    public static void Add(this Command command, params IReadOnlyList<Option> options)
    {
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
    }
}
