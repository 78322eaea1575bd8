using BenchmarkDotNet.Jobs;
using Delight.Benchmarks.Configuration;

namespace Delight.Benchmarks.Tests.Configuration;

public sealed class KernelConfigAttributeTests
{
    [Fact]
    public void Create_NoVariable_AddsNoJob() => Assert.Empty(KernelConfigAttribute.Create(lanes: null).GetJobs());

    [Fact]
    public void Create_AllLanes_SwitchesIntrinsicsOffStepByStep()
    {
        Job[] jobs = [.. KernelConfigAttribute.Create("all").GetJobs()];

        Assert.Equal(["Widest", "Vector256", "Scalar"], jobs.Select(job => job.ResolvedId));
        Assert.Equal(
            ["", "DOTNET_EnableAVX512", "DOTNET_EnableHWIntrinsic"],
            jobs.Select(job => job.Environment.EnvironmentVariables?.Single().Key ?? string.Empty));
    }

    [Fact]
    public void Create_UnknownLanes_IsRefused()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => KernelConfigAttribute.Create("512"));

        Assert.Contains("DELIGHT_BENCH_LANES is '512'", refused.Message, StringComparison.Ordinal);
    }
}
