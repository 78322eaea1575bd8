using System.Diagnostics;
using Delight.Simulation.Programs;

namespace Delight.Simulation.Tests.Determinism;

/// <summary>Runs the market in a process of its own.</summary>
internal static class MarketProcess
{
    /// <summary>What it printed: digest and deliveries, or what went wrong.</summary>
    /// <param name="arguments">Seed, variant, order.</param>
    /// <param name="environment">Variables on top of this process's own.</param>
    public static async Task<string> RunAsync(string arguments, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new("dotnet", [typeof(Market).Assembly.Location, .. arguments.Split(' ')])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (await output).Trim() : await error;
    }
}
