using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Optimisers;

namespace Delight.Benchmarks.Optimisers;

/// <summary>One step of <see cref="Adam"/> over all parameters.</summary>
/// <remarks>
/// <para>Size: 89,610 are the parameters of the perceptron 784-100-100-10; the transformer of the benches has
/// 100,288.</para>
/// <para>Ceiling: reads four floats and writes three for each parameter, 2.5 MB in all, which is more than a
/// second-level cache: at 16 bytes a cycle from the third level and 2.5 GHz, 40 GB/s, 63 µs. A square root and a
/// division of eight lanes take about 11 cycles together, 49 µs, and hide behind it.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class AdamBenchmarks : IShrinkable, IHasWork
{
    private const double LearningRate = 1e-3;

    private static readonly AdamOptions Options = new();

    private AlignedBuffer _parameters = new(0);
    private AlignedBuffer _gradient = new(0);
    private float[] _firstMoment = [];
    private float[] _secondMoment = [];
    private double _power1;
    private double _power2;
    private Adam _adam = new(1, Options);

    private int Count { get; set; } = 89_610;

    void IShrinkable.UseTinySizes() => Count = 19;

    Work IHasWork.WorkOf(string category) => Work.Bytes(28.0 * Count);

    [GlobalSetup]
    public void Setup()
    {
        _parameters = Draws.Normal(Count, "parameters");
        _gradient = Draws.Normal(Count, "gradient");
        _firstMoment = new float[Count];
        _secondMoment = new float[Count];
        (_power1, _power2) = (1, 1);
        _adam = new Adam(Count, Options);
    }

    [Benchmark(Baseline = true)]
    public AlignedBuffer StepScalar()
    {
        Span<float> parameters = _parameters.Span, gradient = _gradient.Span;
        float beta1 = (float)Options.Beta1, beta2 = (float)Options.Beta2, epsilon = (float)Options.Epsilon;
        _power1 *= Options.Beta1;
        _power2 *= Options.Beta2;
        float size = (float)(LearningRate / (1 - _power1)), root = (float)Math.Sqrt(1 - _power2);
        for (int i = 0; i < parameters.Length; i++)
        {
            _firstMoment[i] = (beta1 * _firstMoment[i]) + ((1 - beta1) * gradient[i]);
            _secondMoment[i] = (beta2 * _secondMoment[i]) + ((1 - beta2) * gradient[i] * gradient[i]);
            parameters[i] += size * _firstMoment[i] / ((MathF.Sqrt(_secondMoment[i]) / root) + epsilon);
        }

        return _parameters;
    }

    [Benchmark]
    public AlignedBuffer Step()
    {
        _adam.Step(_parameters.Span, _gradient.Span, LearningRate);
        return _parameters;
    }
}
