using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Delight.Development.Bench;

/// <summary>A script of <c>bench/reference</c>, started once and then asked for timed runs in turn with ours.</summary>
/// <remarks>
/// Protocol, one line each way: the script writes its header; <c>run STEPS</c>, or the name of another job that it
/// knows, is answered by <c>{"seconds": t}</c>; <c>quit</c> ends it. Not thread-safe.
/// </remarks>
internal sealed class PythonReference : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private PythonReference(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        Header = new PythonReferenceHeader(string.Empty, string.Empty, string.Empty, string.Empty);
    }

    /// <summary>What the script said on start.</summary>
    internal PythonReferenceHeader Header { get; private set; }

    /// <summary>Finds a Python that imports torch, by the environment, and starts a script in it.</summary>
    /// <param name="script">Path of the script.</param>
    /// <param name="reason">One sentence with the remedy where null is returned; empty otherwise.</param>
    /// <param name="threads">Threads that its libraries compute with.</param>
    internal static PythonReference? Start(string script, out string reason, int threads = 1)
    {
        IReadOnlyList<string> candidates = PythonSearch.Candidates(
            Environment.GetEnvironmentVariable(PythonSearch.Variable), Environment.GetEnvironmentVariable("PATH"));
        return PythonSearch.Find(candidates, out reason) is { } python ? StartIn(python, script, out reason, threads)
            : null;
    }

    /// <summary>Starts a script in a given interpreter and reads its header.</summary>
    /// <inheritdoc cref="Start"/>
    internal static PythonReference? StartIn(string python, string script, out string reason, int threads = 1)
    {
        if (!File.Exists(script))
        {
            reason = $"the reference script {script} is missing. Run the bench in a complete clone.";
            return null;
        }

        PythonReference? reference = null;
        try
        {
            reference = new PythonReference(Process.Start(PythonSearch.Prepare(python, [script], threads))!);
            using JsonDocument header = reference.Read();
            JsonElement root = header.RootElement;
            reference.Header = new PythonReferenceHeader(
                root.GetProperty("torch").GetString()!, root.GetProperty("blas").GetString()!,
                root.GetProperty("python").GetString()!, root.GetProperty("optimiser").GetString()!);
            reason = string.Empty;
            return reference;
        }
        catch (Exception failure) when (
            failure is Win32Exception or IOException or KeyNotFoundException or InvalidOperationException)
        {
            reference?.Dispose();
            reason = $"{python} {script} did not start: {failure.Message}";
            return null;
        }
    }

    /// <summary>Has the script take steps and measure them by its own clock.</summary>
    /// <param name="steps">At least 1.</param>
    /// <param name="job">The script's word for what to do that often.</param>
    /// <returns>Seconds for all of them, without the cost of the pipe.</returns>
    /// <exception cref="IOException">The script ended or answered something else.</exception>
    internal double Run(int steps, string job = "run")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{job} {steps}"));
        _process.StandardInput.Flush();
        using JsonDocument answer = Read();
        JsonElement root = answer.RootElement;
        return root.TryGetProperty("seconds", out JsonElement seconds) && seconds.TryGetDouble(out double value)
            ? value
            : throw new IOException($"the reference script answered {root.GetRawText()} instead of seconds.");
    }

    /// <summary>Tells the script to end, and ends it where it does not.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.WriteLine("quit");
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already, which is what was asked for.
        }

        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private JsonDocument Read()
    {
        string? line = _process.StandardOutput.ReadLine();
        if (line is null)
        {
            string said = _errors.GetAwaiter().GetResult().TrimEnd();
            string last = said[(said.LastIndexOf('\n') + 1)..];
            throw new IOException(last.Length > 0 ? last
                : _process.WaitForExit(Patience)
                ? FormattableString.Invariant($"it ended without a word, exit code {_process.ExitCode}.")
                : "it closed its output without a word.");
        }

        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException failure)
        {
            throw new IOException($"it printed '{line}', which is not JSON.", failure);
        }
    }
}
