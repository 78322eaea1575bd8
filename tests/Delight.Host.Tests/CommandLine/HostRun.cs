using Delight.Actors.Learners;
using Delight.Host.CommandLine;
using Delight.Host.Terminal;

namespace Delight.Host.Tests.CommandLine;

/// <summary>One command line run in this process, with what it printed.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record HostRun(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard error that say what is wrong, without their prefix.</summary>
    public IReadOnlyList<string> Problems =>
    [
        .. Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith("delight: ", StringComparison.Ordinal))
            .Select(line => line["delight: ".Length..]),
    ];

    public static Task<HostRun> OfAsync(params string[] arguments) => WithAsync(parts => parts, arguments);

    /// <summary>The same with learners that are put together differently, where the verb explores.</summary>
    public static async Task<HostRun> WithAsync(Func<LearnerParts, LearnerParts> adjust, params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        HostContext context = new()
        {
            Output = output,
            Error = error,
            AdjustLearner = adjust,
            OutputConsole = HostConsole.Create(output, isRedirected: true, noColor: null),
            ErrorConsole = HostConsole.Create(error, isRedirected: true, noColor: null),
        };
        int code = await HostCommand.RunAsync(arguments, context, CancellationToken.None);
        return new HostRun(code, output.ToString(), error.ToString());
    }
}
