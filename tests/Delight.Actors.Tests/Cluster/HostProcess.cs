using System.Diagnostics;
using System.Globalization;

namespace Delight.Actors.Tests.Cluster;

/// <summary>The real host as a process of its own, which ends with the test even where the test is killed.</summary>
internal sealed class HostProcess : HostMember
{
    private readonly Process _process = new();
    private readonly Process _guard = new();

    static HostProcess() => InterruptSignal.StopIgnoring();

    /// <param name="variables">What it finds in its environment.</param>
    /// <param name="arguments">As after ./delight.</param>
    public HostProcess(IReadOnlyDictionary<string, string> variables, params IEnumerable<string> arguments)
    {
        _process.StartInfo = new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach ((string name, string value) in variables)
        {
            _process.StartInfo.Environment[name] = value;
        }

        _process.OutputDataReceived += (_, line) => AddOutput(line.Data + Environment.NewLine);
        _process.ErrorDataReceived += (_, line) => AddError(line.Data + Environment.NewLine);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

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

    public override bool HasExited => _process.HasExited;

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

    public override void Interrupt() => Signal("INT");

    /// <summary>Bytes of memory that the process holds.</summary>
    public long ResidentBytes()
    {
        string line = File.ReadLines($"/proc/{Id}/status").First(
            found => found.StartsWith("VmRSS:", StringComparison.Ordinal));
        string kilobytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return 1024 * long.Parse(kilobytes, CultureInfo.InvariantCulture);
    }

    public override async Task<int> ExitCodeAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public override ValueTask DisposeAsync()
    {
        Kill();
        _guard.Kill(); // before the number of the process can be another one's
        _guard.WaitForExit();
        _guard.Dispose();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    public override string ToString() => $"process {Id}";
}
