using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary><see cref="RowBias"/> of one hidden layer.</summary>
/// <remarks>
/// <para>Sizes: 100 rows of 100 hidden units, and of 10 actions, where a row is shorter than two registers.</para>
/// <para>Ceiling: forward writes 4 bytes an element and backward reads 4, adds, and writes the sums again: one store of
/// 32 bytes a cycle either way, 80 GB/s at 2.5 GHz, and about half of it for 10 columns, which end in a tail of
/// two.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class RowBiasBenchmarks : IShrinkable, IHasWork
{
    private AlignedBuffer _bias = new(0);
    private AlignedBuffer _y = new(0);

    [Params(100, 10)]
    public int Columns { get; set; }

    private int Rows { get; set; } = 100;

    void IShrinkable.UseTinySizes() => (Rows, Columns) = (3, 19);

    Work IHasWork.WorkOf(string category) => Work.Bytes(4.0 * Rows * Columns);

    [GlobalSetup]
    public void Setup()
    {
        _bias = Draws.Normal(Columns, "bias");
        _y = Draws.Normal(Rows * Columns, "y");
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Forward")]
    public AlignedBuffer ForwardScalar()
    {
        Span<float> bias = _bias.Span, y = _y.Span;
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < bias.Length; column++)
            {
                y[(row * bias.Length) + column] = bias[column];
            }
        }

        return _y;
    }

    [Benchmark, BenchmarkCategory("Forward")]
    public AlignedBuffer Forward()
    {
        RowBias.Forward(_bias.Span, _y.Span);
        return _y;
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Backward")]
    public AlignedBuffer BackwardScalar()
    {
        Span<float> dBias = _bias.Span, dy = _y.Span;
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < dBias.Length; column++)
            {
                dBias[column] += dy[(row * dBias.Length) + column];
            }
        }

        return _bias;
    }

    [Benchmark, BenchmarkCategory("Backward")]
    public AlignedBuffer Backward()
    {
        RowBias.Backward(_y.Span, _bias.Span);
        return _bias;
    }
}
