using System.Diagnostics;

namespace Delight.Simulation.Digests;

/// <summary>Runs a program twice, each time in a new process, and names the first delivery that differs.</summary>
/// <remarks>What differs from process to process, such as hashes of strings, shows in no second run of the same one.
/// The program makes one simulation; a test runner with a filter will do.</remarks>
public static class DeterminismCheck
{
    /// <summary>Runs it.</summary>
    /// <param name="program">The program, such as <c>dotnet</c>.</param>
    /// <param name="arguments">One element an argument.</param>
    /// <returns>Null where both runs are the same.</returns>
    /// <exception cref="InvalidOperationException">A run failed, or made no simulation.</exception>
    public static async Task<DigestDifference?> RunTwiceAsync(string program, params string[] arguments)
    {
        string folder = Directory.CreateTempSubdirectory("delight-determinism-").FullName;
        try
        {
            string first = Path.Combine(folder, "first"), second = Path.Combine(folder, "second");
            await RunAsync(program, arguments, first).ConfigureAwait(false);
            await RunAsync(program, arguments, second).ConfigureAwait(false);
            return DigestLog.Compare(first, second);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string program, string[] arguments, string log)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.Environment[DigestLog.Variable] = log;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().ConfigureAwait(false);
        string said = await error.ConfigureAwait(false) + await output.ConfigureAwait(false);
        if (process.ExitCode != 0 || !File.Exists(log))
        {
            string line = said.Split('\n').FirstOrDefault(text => text.Trim().Length > 0)?.Trim() ?? "nothing";
            string code = FormattableString.Invariant($"exit code {process.ExitCode}");
            throw new InvalidOperationException(
                $"{program} ended with {code} and said '{line}'. It must run and make a simulation.");
        }
    }
}
