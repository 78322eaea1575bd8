using System.Diagnostics;

namespace Delight.Development.Testing;

/// <summary>Runs the dotnet command in a folder and hands on what it prints, line by line.</summary>
/// <param name="folder">Working directory of the command.</param>
internal sealed class DotnetCommand(string folder)
{
    private readonly Lock _gate = new();

    /// <summary>Runs to the end.</summary>
    /// <param name="arguments">One element per argument; no quoting.</param>
    /// <param name="environment">Variables on top of this process's own.</param>
    /// <param name="line">Gets every line of both streams, one call at a time, in the order of arrival.</param>
    /// <returns>The command's exit code.</returns>
    internal int Run(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, Action<string> line)
    {
        ProcessStartInfo start = new("dotnet", arguments)
        {
            WorkingDirectory = folder, UseShellExecute = false,
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };

        // A build node that outlives the command would hold its output open, and the wait for its end would not end.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, received) => Pass(received.Data, line);
        process.ErrorDataReceived += (_, received) => Pass(received.Data, line);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode;
    }

    private void Pass(string? text, Action<string> line)
    {
        if (text is not null)
        {
            lock (_gate)
            {
                line(text);
            }
        }
    }
}
