using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary><see cref="LogSoftmax"/> of one batch of decisions.</summary>
/// <remarks>
/// <para>Sizes: 10 actions are MNIST, 100 rows of one decision; 2 actions are token reversal, 100 answers of 10
/// decisions.</para>
/// <para>Ceiling: an exponential for each logit and a logarithm for each decision, in double. About 20 operations on
/// four lanes, two a cycle, are 2.5 cycles a logit, and a scalar logarithm is some 50: 100 decisions of 10 actions take
/// at least 7,500 cycles, 3 µs at 2.5 GHz or 4 GB/s. The baseline uses the platform's Exp and Log, which are not the
/// same on every machine.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class LogSoftmaxBenchmarks : IShrinkable, IHasWork
{
    private AlignedBuffer _logits = new(0);
    private AlignedBuffer _coefficients = new(0);
    private AlignedBuffer _dLogits = new(0);
    private int[] _chosen = [];
    private double[] _logProbs = [];
    private double[] _probabilities = [];

    [Params(10, 2)]
    public int Actions { get; set; }

    private int Decisions => Actions switch { 10 => 100, 2 => 1000, _ => 3 };

    void IShrinkable.UseTinySizes() => Actions = 5;

    // Forward reads a float and writes a double for each logit; backward the other way round.
    Work IHasWork.WorkOf(string category) => Work.Bytes(12.0 * Decisions * Actions);

    [GlobalSetup]
    public void Setup()
    {
        _logits = Draws.Normal(Decisions * Actions, "logits");
        _coefficients = Draws.Normal(Decisions, "coefficients");
        _chosen = Draws.Indices(Decisions, Actions, "chosen");
        _dLogits = new AlignedBuffer(Decisions * Actions);
        _logProbs = new double[Decisions];
        _probabilities = new double[Decisions * Actions];
        ForwardScalar();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Forward")]
    public double[] ForwardScalar()
    {
        Span<float> logits = _logits.Span;
        for (int d = 0; d < _chosen.Length; d++)
        {
            Span<float> z = logits.Slice(d * Actions, Actions);
            double max = z[0], sum = 0;
            foreach (float value in z)
            {
                max = Math.Max(max, value);
            }

            for (int j = 0; j < z.Length; j++)
            {
                double power = Math.Exp(z[j] - max);
                _probabilities[(d * Actions) + j] = power;
                sum += power;
            }

            for (int j = 0; j < z.Length; j++)
            {
                _probabilities[(d * Actions) + j] /= sum;
            }

            _logProbs[d] = z[_chosen[d]] - max - Math.Log(sum);
        }

        return _logProbs;
    }

    [Benchmark, BenchmarkCategory("Forward")]
    public double[] Forward()
    {
        LogSoftmax.Forward(_logits.Span, Actions, _chosen, _logProbs, _probabilities);
        return _logProbs;
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Backward")]
    public AlignedBuffer BackwardScalar()
    {
        Span<float> dLogits = _dLogits.Span, coefficients = _coefficients.Span;
        for (int d = 0; d < _chosen.Length; d++)
        {
            for (int j = 0; j < Actions; j++)
            {
                double indicator = j == _chosen[d] ? 1 : 0;
                dLogits[(d * Actions) + j] = (float)(coefficients[d] * (indicator - _probabilities[(d * Actions) + j]));
            }
        }

        return _dLogits;
    }

    [Benchmark, BenchmarkCategory("Backward")]
    public AlignedBuffer Backward()
    {
        LogSoftmax.Backward(_probabilities, Actions, _chosen, _coefficients.Span, _dLogits.Span);
        return _dLogits;
    }
}
