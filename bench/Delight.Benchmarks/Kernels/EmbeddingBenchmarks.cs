using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary><see cref="Embedding"/> of the tokens of one batch.</summary>
/// <remarks>
/// <para>Size: 1,000 tokens of width 64 are a token reversal batch (10 prompts of 10 tokens, 100 answers of 9 that are
/// fed back); 20 table rows are its positions.</para>
/// <para>Ceiling: reads and writes 4 bytes an element where the batch lies, in the second-level cache; the table stays
/// in the first. At 64 bytes a cycle and 2.5 GHz that is 160 GB/s, 3.2 µs.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class EmbeddingBenchmarks : IShrinkable, IHasWork
{
    private AlignedBuffer _table = new(0);
    private AlignedBuffer _y = new(0);
    private int[] _indices = [];

    private (int Tokens, int Rows, int Width) Size { get; set; } = (1000, 20, 64);

    void IShrinkable.UseTinySizes() => Size = (7, 5, 19);

    Work IHasWork.WorkOf(string category) => Work.Bytes(8.0 * Size.Tokens * Size.Width);

    [GlobalSetup]
    public void Setup()
    {
        _table = Draws.Normal(Size.Rows * Size.Width, "table");
        _y = Draws.Normal(Size.Tokens * Size.Width, "y");
        _indices = Draws.Indices(Size.Tokens, Size.Rows, "indices");
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Forward")]
    public AlignedBuffer ForwardScalar()
    {
        Span<float> table = _table.Span, y = _y.Span;
        for (int n = 0; n < _indices.Length; n++)
        {
            for (int w = 0; w < Size.Width; w++)
            {
                y[(n * Size.Width) + w] += table[(_indices[n] * Size.Width) + w];
            }
        }

        return _y;
    }

    [Benchmark, BenchmarkCategory("Forward")]
    public AlignedBuffer Forward()
    {
        ReadOnlyMatrix table = new(_table.Span, Size.Rows, Size.Width);
        Embedding.Forward(table, _indices, new Matrix(_y.Span, Size.Tokens, Size.Width));
        return _y;
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Backward")]
    public AlignedBuffer BackwardScalar()
    {
        Span<float> dTable = _table.Span, dy = _y.Span;
        for (int n = 0; n < _indices.Length; n++)
        {
            for (int w = 0; w < Size.Width; w++)
            {
                dTable[(_indices[n] * Size.Width) + w] += dy[(n * Size.Width) + w];
            }
        }

        return _table;
    }

    [Benchmark, BenchmarkCategory("Backward")]
    public AlignedBuffer Backward()
    {
        ReadOnlyMatrix dy = new(_y.Span, Size.Tokens, Size.Width);
        Embedding.Backward(_indices, dy, new Matrix(_table.Span, Size.Rows, Size.Width));
        return _table;
    }
}
