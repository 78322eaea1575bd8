using System.Diagnostics;
using Delight.Simulation.Cluster.Programs;
using Delight.Simulation.Digests;

namespace Delight.Simulation.Cluster.Tests.Determinism;

public sealed class DigestTests
{
    [Fact]
    public async Task Life_InThreeProcessesOfWhichOneSleeps_HasOneDigest()
    {
        string[] ends = await Task.WhenAll(Run("life", "7"), Run("life", "7"), Run("life", "7", "6000"));

        Assert.EndsWith("2 members, ended: c", ends[0], StringComparison.Ordinal);
        Assert.Equal([ends[0], ends[0]], ends[1..]);
        Assert.Equal(ends[0], Scenarios.Life(7, () => { })); // and in this process, whose static state is another
    }

    [Fact]
    public async Task Faulty_FiveNodes_TwoProcessesTellTheSameFrames() => Assert.Null(
        await DeterminismCheck.RunTwiceAsync("dotnet", typeof(Scenarios).Assembly.Location, "seed", "11", "5"));

    [Fact]
    public void Faulty_OtherSeed_HasAnotherDigest() => Assert.Equal(
        3,
        new HashSet<ulong>(Enumerable.Range(1, 3).Select(seed => Scenarios.Faulty(
            new Exploration.Trial((ulong)seed, new HashSet<int>()), 3))).Count);

    private static async Task<string> Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [typeof(Scenarios).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        string said = await output + await error;
        return process.ExitCode == 0 ? said.Trim() : $"it failed: {said}";
    }
}
