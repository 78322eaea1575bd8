using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary><see cref="MatrixProduct"/> at every size of the two training steps that are quoted.</summary>
/// <remarks>
/// <para>Sizes: the perceptron 784-100-100-10 on batches of 100, and the transformer of width 64 on the 1,000 tokens of
/// a token reversal batch, with its forward products and the transposed ones of the weight gradients.</para>
/// <para>Ceiling: two fused multiply-adds a cycle. With 16 lanes at 2.5 GHz 160 GFLOP/s, with 8 lanes 80, scalar 10.
/// What keeps a product from it: 10 columns fill no register of 16, and 784 x 100 weights come from the second-level
/// cache.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class MatrixProductBenchmarks : IShrinkable, IHasWork
{
    private AlignedBuffer _a = new(0);
    private AlignedBuffer _b = new(0);
    private AlignedBuffer _c = new(0);

    public static IEnumerable<ProductSize> Sizes =>
    [
        new("mlp input", 100, 784, 100, IsTransposed: false),
        new("mlp input gradient", 784, 100, 100, IsTransposed: true),
        new("mlp hidden", 100, 100, 100, IsTransposed: false),
        new("mlp hidden gradient", 100, 100, 100, IsTransposed: true),
        new("mlp output", 100, 100, 10, IsTransposed: false),
        new("attention qkv", 1000, 64, 192, IsTransposed: false),
        new("attention qkv gradient", 64, 1000, 192, IsTransposed: true),
        new("feed-forward in", 1000, 64, 128, IsTransposed: false),
        new("feed-forward out", 1000, 128, 64, IsTransposed: false),
    ];

    [ParamsSource(nameof(Sizes))]
    public ProductSize Size { get; set; } = Sizes.First();

    void IShrinkable.UseTinySizes() => Size = Size with { M = 7, K = 13, N = 37 };

    Work IHasWork.WorkOf(string category) => Work.Flops(2.0 * Size.M * Size.K * Size.N);

    [GlobalSetup]
    public void Setup()
    {
        _a = Draws.Normal(Size.M * Size.K, "a");
        _b = Draws.Normal(Size.K * Size.N, "b");
        _c = new AlignedBuffer(Size.M * Size.N);
    }

    [Benchmark(Baseline = true)]
    public AlignedBuffer AddScalar()
    {
        ScalarProduct.Add(Size, _a, _b, _c);
        return _c;
    }

    [Benchmark]
    public AlignedBuffer Add()
    {
        ReadOnlyMatrix a = Size.IsTransposed
            ? new ReadOnlyMatrix(_a.Span, Size.K, Size.M).Transposed
            : new ReadOnlyMatrix(_a.Span, Size.M, Size.K);
        MatrixProduct.Add(a, new ReadOnlyMatrix(_b.Span, Size.K, Size.N), new Matrix(_c.Span, Size.M, Size.N));
        return _c;
    }
}
