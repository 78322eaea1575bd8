using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary><see cref="LayerNorm"/> of the tokens of one batch.</summary>
/// <remarks>
/// <para>Size: 1,000 tokens of width 64 are a token reversal batch; each of the transformer's three layers normalises
/// it twice.</para>
/// <para>Ceiling: forward moves 8 bytes an element, backward 16, from and to the second-level cache: 160 GB/s at 64
/// bytes a cycle and 2.5 GHz, 3.2 and 6.4 µs. A row is only eight registers, so that folding its sums, some 30 cycles
/// each and two a row, costs several times that: 24 µs.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class LayerNormBenchmarks : IShrinkable, IHasWork
{
    private AlignedBuffer _x = new(0);
    private AlignedBuffer _scale = new(0);
    private AlignedBuffer _statistics = new(0);
    private AlignedBuffer _dy = new(0);
    private AlignedBuffer _y = new(0);
    private AlignedBuffer _gradient = new(0);

    private (int Rows, int Width) Size { get; set; } = (1000, 64);

    private int Cells => Size.Rows * Size.Width;

    void IShrinkable.UseTinySizes() => Size = (3, 19);

    Work IHasWork.WorkOf(string category) => Work.Bytes((category == "Forward" ? 8.0 : 16.0) * Cells);

    [GlobalSetup]
    public void Setup()
    {
        _x = Draws.Normal(Cells, "x");
        _scale = Draws.Normal(Size.Width, "scale");
        _dy = Draws.Normal(Cells, "dy");
        _statistics = new AlignedBuffer(2 * Size.Rows);
        _y = new AlignedBuffer(Cells);
        _gradient = new AlignedBuffer(Cells + Size.Width);
        ForwardScalar();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Forward")]
    public AlignedBuffer ForwardScalar()
    {
        Span<float> statistics = _statistics.Span, scale = _scale.Span;
        for (int row = 0; row < Size.Rows; row++)
        {
            int start = row * Size.Width;
            Span<float> x = _x.Span.Slice(start, Size.Width), y = _y.Span.Slice(start, Size.Width);
            float sum = 0, squares = 0;
            foreach (float value in x)
            {
                sum += value;
            }

            float mean = sum / x.Length;
            foreach (float value in x)
            {
                squares += (value - mean) * (value - mean);
            }

            float inverse = 1 / MathF.Sqrt((squares / x.Length) + LayerNorm.Epsilon);
            for (int w = 0; w < x.Length; w++)
            {
                y[w] = scale[w] * (x[w] - mean) * inverse;
            }

            (statistics[2 * row], statistics[(2 * row) + 1]) = (mean, inverse);
        }

        return _y;
    }

    [Benchmark, BenchmarkCategory("Forward")]
    public AlignedBuffer Forward()
    {
        ReadOnlyMatrix x = new(_x.Span, Size.Rows, Size.Width);
        LayerNorm.Forward(x, _scale.Span, _statistics.Span, new Matrix(_y.Span, Size.Rows, Size.Width));
        return _y;
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Backward")]
    public AlignedBuffer BackwardScalar()
    {
        Span<float> scale = _scale.Span, dScale = _gradient.Span[Cells..];
        for (int row = 0; row < Size.Rows; row++)
        {
            int start = row * Size.Width;
            Span<float> x = _x.Span.Slice(start, Size.Width), dy = _dy.Span.Slice(start, Size.Width);
            Span<float> dx = _gradient.Span.Slice(start, Size.Width);
            float mean = _statistics.Span[2 * row], inverse = _statistics.Span[(2 * row) + 1], slopes = 0, products = 0;
            for (int w = 0; w < x.Length; w++)
            {
                float unit = (x[w] - mean) * inverse;
                dScale[w] += dy[w] * unit;
                slopes += dy[w] * scale[w];
                products += dy[w] * scale[w] * unit;
            }

            for (int w = 0; w < x.Length; w++)
            {
                float unit = (x[w] - mean) * inverse;
                dx[w] += inverse * ((dy[w] * scale[w]) - (slopes / x.Length) - (unit * products / x.Length));
            }
        }

        return _gradient;
    }

    [Benchmark, BenchmarkCategory("Backward")]
    public AlignedBuffer Backward()
    {
        LayerNorm.Saved saved = new()
        {
            X = new ReadOnlyMatrix(_x.Span, Size.Rows, Size.Width), Scale = _scale.Span, Statistics = _statistics.Span,
        };
        LayerNorm.Backward(saved, _dy.Span, _gradient.Span[..Cells], _gradient.Span[Cells..]);
        return _gradient;
    }
}
