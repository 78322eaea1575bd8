namespace Delight.Benchmarks.Configuration;

/// <summary>What one operation of a benchmark has to do at the least.</summary>
/// <param name="Amount">Bytes that must be read or written, or floating-point operations, a fused multiply-add being
/// two.</param>
/// <param name="Unit">Of the rate, for example <c>GB/s</c>.</param>
internal readonly record struct Work(double Amount, string Unit)
{
    public static Work Bytes(double bytes) => new(bytes, "GB/s");

    public static Work Flops(double operations) => new(operations, "GFLOP/s");
}
