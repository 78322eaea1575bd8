using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Delight.Development.Bench;

/// <summary>Finds a Python that imports torch.</summary>
internal static class PythonSearch
{
    /// <summary>Names the interpreter to use, before any other.</summary>
    internal const string Variable = "DELIGHT_PYTHON";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What numerical libraries read when they load, to know how many threads they have.</summary>
    private static readonly string[] ThreadVariables = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>The interpreters to try, in order.</summary>
    /// <param name="chosen">Value of <see cref="Variable"/>; where set it is the only one.</param>
    /// <param name="path">Value of PATH.</param>
    internal static IReadOnlyList<string> Candidates(string? chosen, string? path)
    {
        if (!string.IsNullOrWhiteSpace(chosen))
        {
            return [chosen];
        }

        string name = OperatingSystem.IsWindows() ? "python.exe" : "python3";
        IEnumerable<string> folders = (path ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(OperatingSystem.IsWindows() ? [] : ["/usr/bin", "/usr/local/bin"]);
        IEnumerable<string> paths = folders.Select(folder => Path.Combine(folder, name));
        return [.. paths.Where(File.Exists).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The first of the candidates that imports torch.</summary>
    /// <param name="candidates">Paths, or names that the system looks up.</param>
    /// <param name="reason">One sentence with the remedy where there is none; empty otherwise.</param>
    internal static string? Find(IReadOnlyList<string> candidates, out string reason)
    {
        string? found = candidates.FirstOrDefault(ImportsTorch);
        string tried = candidates.Count == 0 ? "no python3 was found" : $"tried {string.Join(", ", candidates)}";
        reason = found is null
            ? $"no Python imports torch ({tried}). Install PyTorch or set {Variable} to an interpreter that has it."
            : string.Empty;
        return found;
    }

    /// <summary>Prepares to run an interpreter with all streams in our hands.</summary>
    /// <param name="python">Path, or a name that the system looks up.</param>
    /// <param name="arguments">Of the interpreter.</param>
    /// <param name="threads">Threads of its numerical libraries, as the comparison promises.</param>
    internal static ProcessStartInfo Prepare(string python, IEnumerable<string> arguments, int threads = 1)
    {
        ProcessStartInfo start = new(python, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (string name in ThreadVariables)
        {
            start.Environment[name] = threads.ToString(CultureInfo.InvariantCulture);
        }

        return start;
    }

    private static bool ImportsTorch(string python)
    {
        try
        {
            using Process process = Process.Start(Prepare(python, ["-c", "import torch"]))!;
            process.StandardInput.Close();
            process.ErrorDataReceived += static (_, _) => { };
            process.OutputDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            if (process.WaitForExit(Patience))
            {
                return process.ExitCode == 0;
            }

            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            // Not a program, or not one for this machine: the next candidate may be.
            return false;
        }
    }
}
