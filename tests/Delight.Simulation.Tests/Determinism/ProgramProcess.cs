using System.Diagnostics;
using Delight.Simulation.Programs;

namespace Delight.Simulation.Tests.Determinism;

/// <summary>Runs a program in a process of its own.</summary>
internal static class ProgramProcess
{
    /// <summary>What the market printed: digest and deliveries, or what went wrong.</summary>
    /// <param name="arguments">Seed, variant, order.</param>
    /// <param name="environment">Variables on top of this process's own.</param>
    public static Task<string> RunMarketAsync(string arguments, params (string Name, string Value)[] environment) =>
        RunAsync([typeof(Market).Assembly.Location, .. arguments.Split(' ')], environment);

    /// <summary>What a program printed, or what went wrong.</summary>
    /// <param name="command">Its assembly, and arguments.</param>
    /// <param name="environment">Variables on top of this process's own.</param>
    public static async Task<string> RunAsync(string[] command, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new("dotnet", command)
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
