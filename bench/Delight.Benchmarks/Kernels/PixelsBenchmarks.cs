using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary><see cref="Pixels"/> of one batch of images.</summary>
/// <remarks>
/// <para>Size: 100 images of 784 bytes, the batch of every MNIST run.</para>
/// <para>Ceiling: reads 1 byte and writes 4 an element. One store of eight floats a cycle is 100 GB/s at 2.5 GHz, 4 µs.
/// Each register also takes two widenings, a conversion, a product and two fused multiply-adds; a division instead
/// would take about three times as long as these.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class PixelsBenchmarks : IShrinkable, IHasWork
{
    private byte[] _x = [];
    private AlignedBuffer _y = new(0);

    private int Count { get; set; } = 100 * 784;

    void IShrinkable.UseTinySizes() => Count = 37;

    Work IHasWork.WorkOf(string category) => Work.Bytes(5.0 * Count);

    [GlobalSetup]
    public void Setup()
    {
        _x = Draws.Bytes(Count, "x");
        _y = new AlignedBuffer(Count);
    }

    [Benchmark(Baseline = true)]
    public AlignedBuffer ForwardScalar()
    {
        Span<float> y = _y.Span;
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = _x[i] / 255f;
        }

        return _y;
    }

    [Benchmark]
    public AlignedBuffer Forward()
    {
        Pixels.Forward(_x, _y.Span);
        return _y;
    }
}
