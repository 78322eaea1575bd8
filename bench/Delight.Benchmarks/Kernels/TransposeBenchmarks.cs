using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary><see cref="Transpose"/> of a weight, as every backward pass needs it.</summary>
/// <remarks>
/// <para>Sizes: 100 x 100 is the perceptron's second weight; 64 rows of 192 are the transformer's query, key and value
/// weight.</para>
/// <para>Ceiling: 8 bytes an element; both matrices lie in the second-level cache, so 160 GB/s at 64 bytes a cycle and
/// 2.5 GHz. One element at a time, which is what the kernel does, cannot pass one load and one store a cycle: 20
/// GB/s.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class TransposeBenchmarks : IShrinkable, IHasWork
{
    private AlignedBuffer _x = new(0);
    private AlignedBuffer _y = new(0);
    private int _rows;

    [Params(100, 192)]
    public int Columns { get; set; }

    private int Rows => Columns == 192 ? 64 : Columns;

    void IShrinkable.UseTinySizes() => Columns = 19;

    Work IHasWork.WorkOf(string category) => Work.Bytes(8.0 * Rows * Columns);

    [GlobalSetup]
    public void Setup()
    {
        _rows = Rows;
        _x = Draws.Normal(_rows * Columns, "x");
        _y = new AlignedBuffer(_rows * Columns);
    }

    [Benchmark(Baseline = true)]
    public AlignedBuffer ForwardScalar()
    {
        // Walks the output in order, the other way round than the kernel.
        Span<float> x = _x.Span, y = _y.Span;
        for (int column = 0; column < Columns; column++)
        {
            for (int row = 0; row < _rows; row++)
            {
                y[(column * _rows) + row] = x[(row * Columns) + column];
            }
        }

        return _y;
    }

    [Benchmark]
    public AlignedBuffer Forward()
    {
        Transpose.Forward(_x.Span, _rows, Columns, _y.Span);
        return _y;
    }
}
