using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary><see cref="SquaredNorm"/> of a gradient, once an update.</summary>
/// <remarks>
/// <para>Size: 89,610 are the parameters of the perceptron 784-100-100-10.</para>
/// <para>Ceiling: reads 4 bytes an element from the second-level cache, at 64 bytes a cycle and 2.5 GHz 160 GB/s, 2.2
/// µs. The scalar sum in double is one chain of additions, four cycles each: 2.5 GB/s.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class SquaredNormBenchmarks : IShrinkable, IHasWork
{
    private AlignedBuffer _x = new(0);

    private int Count { get; set; } = 89_610;

    void IShrinkable.UseTinySizes() => Count = 1029;

    Work IHasWork.WorkOf(string category) => Work.Bytes(4.0 * Count);

    [GlobalSetup]
    public void Setup() => _x = Draws.Normal(Count, "x");

    [Benchmark(Baseline = true)]
    public double ForwardScalar()
    {
        double sum = 0;
        foreach (float value in _x.Span)
        {
            sum += (double)value * value;
        }

        return sum;
    }

    [Benchmark]
    public double Forward() => SquaredNorm.Forward(_x.Span);
}
