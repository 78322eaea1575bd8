using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary><see cref="Relu"/> over the activations of one hidden layer.</summary>
/// <remarks>
/// <para>Sizes: 10,000 are 100 rows of the MNIST perceptron's 100 hidden units; 128,000 are the 1,000 tokens of a
/// reversal batch times the transformer's feed-forward width of 128.</para>
/// <para>Ceiling: forward moves 8 bytes an element, backward 16. From the second-level cache, at 64 bytes a cycle and
/// 2.5 GHz, that is 160 GB/s; no arithmetic comes near to mattering.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class ReluBenchmarks : IShrinkable, IHasWork
{
    private AlignedBuffer _x = new(0);
    private AlignedBuffer _dy = new(0);
    private AlignedBuffer _result = new(0);

    [Params(10_000, 128_000)]
    public int Count { get; set; }

    void IShrinkable.UseTinySizes() => Count = 19;

    Work IHasWork.WorkOf(string category) => Work.Bytes((category == "Forward" ? 8.0 : 16.0) * Count);

    [GlobalSetup]
    public void Setup()
    {
        _x = Draws.Normal(Count, "x");
        _dy = Draws.Normal(Count, "dy");
        _result = new AlignedBuffer(Count);
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Forward")]
    public AlignedBuffer ForwardScalar()
    {
        Span<float> x = _x.Span, y = _result.Span;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] > 0 ? x[i] : 0;
        }

        return _result;
    }

    [Benchmark, BenchmarkCategory("Forward")]
    public AlignedBuffer Forward()
    {
        Relu.Forward(_x.Span, _result.Span);
        return _result;
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Backward")]
    public AlignedBuffer BackwardScalar()
    {
        Span<float> x = _x.Span, dy = _dy.Span, dx = _result.Span;
        for (int i = 0; i < x.Length; i++)
        {
            dx[i] += x[i] > 0 ? dy[i] : 0;
        }

        return _result;
    }

    [Benchmark, BenchmarkCategory("Backward")]
    public AlignedBuffer Backward()
    {
        Relu.Backward(_x.Span, _dy.Span, _result.Span);
        return _result;
    }
}
