using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary>The perceptron's two input products on MNIST images, most of whose pixels are zero and can be left
/// out.</summary>
/// <remarks>
/// <para>Sizes: 100 images of 784 pixels times 100 hidden units, forward and as the weight gradient. The images are
/// MNIST's own: in a batch of 100, about 19 % of the pixels are not zero.</para>
/// <para>Ceiling: as many times the dense product's speed as the share of depths that a tile of rows needs is small,
/// less the search through 78,400 floats: 314 KB at 160 GB/s, 2 µs. The rate counts the dense product's operations, so
/// that it may pass the machine's peak.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class ActiveDepthsBenchmarks : IShrinkable, IHasWork
{
    private const int Pixels = 784;
    private const int Hidden = 100;

    private ProductSize _size = new(string.Empty, 0, 0, 0, IsTransposed: false);
    private AlignedBuffer _a = new(0);
    private AlignedBuffer _b = new(0);
    private AlignedBuffer _c = new(0);
    private ActiveDepths _active = new(1, 1);

    [Params(false, true)]
    public bool IsGradient { get; set; }

    private int Rows { get; set; } = 100;

    void IShrinkable.UseTinySizes() => Rows = 5;

    Work IHasWork.WorkOf(string category) => Work.Flops(2.0 * Rows * Pixels * Hidden);

    [GlobalSetup]
    public void Setup()
    {
        _size = IsGradient
            ? new ProductSize("gradient", Pixels, Rows, Hidden, IsTransposed: true)
            : new ProductSize("forward", Rows, Pixels, Hidden, IsTransposed: false);
        _a = Mnist.Images(Rows);
        _b = Draws.Normal(_size.K * _size.N, "b");
        _c = new AlignedBuffer(_size.M * _size.N);
        _active = new ActiveDepths(_size.M, _size.K);
    }

    [Benchmark(Baseline = true)]
    public AlignedBuffer AddScalar()
    {
        ScalarProduct.Add(_size, _a, _b, _c);
        return _c;
    }

    [Benchmark]
    public AlignedBuffer AddDense()
    {
        MatrixProduct.Add(A(), B(), C());
        return _c;
    }

    [Benchmark]
    public AlignedBuffer AddActive()
    {
        // As a training step does it: every batch is looked through anew.
        ReadOnlyMatrix a = A();
        _active.Find(a);
        MatrixProduct.Add(a, _active, B(), C());
        return _c;
    }

    private ReadOnlyMatrix A()
    {
        ReadOnlyMatrix images = new(_a.Span, Rows, Pixels);
        return IsGradient ? images.Transposed : images;
    }

    private ReadOnlyMatrix B() => new(_b.Span, _size.K, _size.N);

    private Matrix C() => new(_c.Span, _size.M, _size.N);
}
