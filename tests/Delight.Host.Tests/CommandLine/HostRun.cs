using Delight.Actors.Learners;
using Delight.Host.CommandLine;
using Delight.Host.Terminal;
using Delight.Learning.Parts;

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

    public static Task<HostRun> OfAsync(params string[] arguments) => OfAsync(new PartCatalogues(), arguments);

    /// <summary>The same with parts that Delight does not ship.</summary>
    public static Task<HostRun> OfAsync(PartCatalogues catalogues, params string[] arguments) =>
        RunAsync(context => context with { Catalogues = catalogues }, _ => { }, arguments, CancellationToken.None);

    /// <summary>The same with learners that are put together differently, where the verb explores.</summary>
    public static Task<HostRun> WithAsync(Func<LearnerParts, LearnerParts> adjust, params string[] arguments) =>
        RunAsync(context => context with { AdjustLearner = adjust }, _ => { }, arguments, CancellationToken.None);

    /// <summary>The same, with somebody who reads standard error along.</summary>
    /// <param name="said">Gets each line when it is written, on the thread that writes it.</param>
    /// <param name="cancellation">Interrupts, as Ctrl-C does.</param>
    /// <param name="arguments">As the process gets them.</param>
    public static Task<HostRun> WatchedAsync(
        Action<string> said, CancellationToken cancellation, params string[] arguments) =>
        RunAsync(context => context, said, arguments, cancellation);

    private static async Task<HostRun> RunAsync(
        Func<HostContext, HostContext> adjust, Action<string> said, string[] arguments, CancellationToken cancellation)
    {
        using StringWriter output = new();
        using WatchedWriter error = new(said);
        HostContext context = adjust(new HostContext
        {
            Output = output,
            Error = error,
            OutputConsole = HostConsole.Create(output, isRedirected: true, noColor: null),
            ErrorConsole = HostConsole.Create(error, isRedirected: true, noColor: null),
        });
        int code = await HostCommand.RunAsync(arguments, context, cancellation);
        return new HostRun(code, output.ToString(), error.ToString());
    }

    private sealed class WatchedWriter(Action<string> said) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            said(value ?? string.Empty);
        }
    }
}
