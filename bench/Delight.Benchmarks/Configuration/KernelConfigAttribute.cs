using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;

namespace Delight.Benchmarks.Configuration;

/// <summary>What all kernel benchmarks have in common: groups by category, a rate, and on request several register
/// widths.</summary>
/// <remarks>
/// With <c>DELIGHT_BENCH_LANES=all</c> every kernel runs as it is on this machine, then with 256-bit registers at most,
/// then with no intrinsics at all. Not by default, because it triples the time.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KernelConfigAttribute : Attribute, IConfigSource
{
    internal const string LanesVariable = "DELIGHT_BENCH_LANES";

    /// <inheritdoc/>
    public IConfig Config => Create(Environment.GetEnvironmentVariable(LanesVariable));

    internal static IConfig Create(string? lanes)
    {
        ManualConfig config = ManualConfig.CreateEmpty()
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .AddColumn(new RateColumn());
        return lanes switch
        {
            null or "" => config,
            "all" => config.AddJob(
                Job.Default.WithId("Widest"),
                With("Vector256", "DOTNET_EnableAVX512"),
                With("Scalar", "DOTNET_EnableHWIntrinsic")),
            _ => throw new ArgumentException(
                $"{LanesVariable} is '{lanes}'; it is 'all' or not set. "
                + "Set it to 'all' for jobs of several register widths."),
        };
    }

    private static Job With(string name, string switchedOff) =>
        Job.Default.WithId(name).WithEnvironmentVariables(new EnvironmentVariable(switchedOff, "0"));
}
