using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Delight.Actors.Tests.Cluster;

/// <summary>The real host as a process of its own, which ends with the test even where the test is killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Process _process = new();
    private readonly Process _guard = new();

    static HostProcess() => InterruptSignal.StopIgnoring();

    /// <param name="variables">What it finds in its environment, beside a secret.</param>
    /// <param name="arguments">As after ./delight.</param>
    public HostProcess(IReadOnlyDictionary<string, string> variables, params IEnumerable<string> arguments)
    {
        _process.StartInfo = new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            UseShellExecute = false,
        };
        _process.StartInfo.Environment["DELIGHT_SECRET"] = "a secret of the test";
        foreach ((string name, string value) in variables)
        {
            _process.StartInfo.Environment[name] = value;
        }

        Collect(_process, _output, _error);

        // The end of its input, which comes with the end of this process, however it ends, is the end of the host.
        _guard.StartInfo = new ProcessStartInfo("sh", ["-c", $"read -r _; kill -9 {_process.Id}"])
        {
            RedirectStandardInput = true, UseShellExecute = false,
        };
        _guard.Start();
    }

    /// <summary>The host that was built in the same configuration as this test.</summary>
    public static string Assembly { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Delight.Host", new DirectoryInfo(AppContext.BaseDirectory).Name,
        "Delight.Host.dll"));

    public int Id => _process.Id;

    /// <summary>The name of a node that is in, as it said it last.</summary>
    public string Name => Error.Split("node-joined ")[^1].Split(": ")[0];

    public bool HasExited => _process.HasExited;

    /// <summary>Standard output so far.</summary>
    public string Output => Text(_output);

    /// <summary>Standard error so far.</summary>
    public string Error => Text(_error);

    /// <summary>What it said, for the message of a failed assertion.</summary>
    public string Said => $"--- process {Id}{Environment.NewLine}{Text(_output)}{Text(_error)}";

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Sends a signal, for example STOP.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-s", name, Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Bytes of memory that the process holds.</summary>
    public long ResidentBytes()
    {
        string line = File.ReadLines($"/proc/{Id}/status").First(
            found => found.StartsWith("VmRSS:", StringComparison.Ordinal));
        string kilobytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return 1024 * long.Parse(kilobytes, CultureInfo.InvariantCulture);
    }

    public async Task<int> ExitCodeAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Kill();
        _guard.Kill(); // before the number of the process can be another one's
        _guard.WaitForExit();
        _guard.Dispose();
        _process.Dispose();
    }

    private static void Collect(Process process, StringBuilder output, StringBuilder error)
    {
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
