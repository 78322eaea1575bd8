using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Learning.Kernels;

namespace Delight.Benchmarks.Kernels;

/// <summary><see cref="CausalAttention"/> of the last query of an answer, the one that sees most.</summary>
/// <remarks>
/// <para>Sizes: 4 heads of 16, a prompt of 10 and 9 answer tokens: token reversal with the transformer's default
/// options. A training step has 1,000 queries in each of three layers, which see about 11 positions on average; this
/// one sees 19.</para>
/// <para>Ceiling: forward is two products of 64 x 19, 4,864 floating-point operations; backward is four. They are
/// computed for 32 padded positions and the lists are short, so that loads bind rather than arithmetic: one load for
/// each fused multiply-add of 16 lanes, two a cycle, is 160 GFLOP/s at 2.5 GHz; half of it with 8 lanes.</para>
/// </remarks>
[MemoryDiagnoser, KernelConfig]
public class CausalAttentionBenchmarks : IShrinkable, IHasWork
{
    private AttentionInputs _inputs = new(default);

    private AttentionShape Sizes { get; set; } = new(Heads: 4, HeadWidth: 16, PromptLength: 10, AnswerLength: 9);

    void IShrinkable.UseTinySizes() => Sizes = new(Heads: 2, HeadWidth: 3, PromptLength: 5, AnswerLength: 2);

    Work IHasWork.WorkOf(string category)
    {
        double product = 2.0 * Sizes.Width * (Sizes.PromptLength + Sizes.AnswerLength);
        return Work.Flops((category == "Forward" ? 2 : 4) * product);
    }

    [GlobalSetup]
    public void Setup()
    {
        _inputs = new AttentionInputs(Sizes);
        ForwardScalar();
        _inputs.PadWeights();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Forward")]
    public AlignedBuffer ForwardScalar()
    {
        int positions = _inputs.Positions, width = Sizes.HeadWidth;
        Span<float> query = _inputs.Query.Span, y = _inputs.Y.Span, weights = _inputs.WeightsScalar.Span;
        float scale = 1 / MathF.Sqrt(width);
        y.Clear();
        for (int head = 0; head < Sizes.Heads; head++)
        {
            Span<float> p = weights.Slice(head * positions, positions);
            float max = float.NegativeInfinity, sum = 0;
            for (int j = 0; j < positions; j++)
            {
                p[j] = scale * Dot(query, _inputs.Keys.Span, j, head);
                max = MathF.Max(max, p[j]);
            }

            for (int j = 0; j < positions; j++)
            {
                p[j] = MathF.Exp(p[j] - max);
                sum += p[j];
            }

            for (int j = 0; j < positions; j++)
            {
                p[j] /= sum;
                AddScaled(p[j], _inputs.Values.Span, (j * Sizes.Width) + (head * width), y.Slice(head * width, width));
            }
        }

        return _inputs.Y;
    }

    [Benchmark, BenchmarkCategory("Forward")]
    public AlignedBuffer Forward()
    {
        CausalAttention.Forward(_inputs.ForwardContext, _inputs.Query.Span, _inputs.Weights.Span, _inputs.Y.Span);
        return _inputs.Y;
    }

    [Benchmark(Baseline = true), BenchmarkCategory("Backward")]
    public AlignedBuffer BackwardScalar()
    {
        int positions = _inputs.Positions, width = Sizes.HeadWidth;
        Span<float> query = _inputs.Query.Span, dy = _inputs.Dy.Span, weights = _inputs.WeightsScalar.Span;
        float scale = 1 / MathF.Sqrt(width);
        for (int head = 0; head < Sizes.Heads; head++)
        {
            Span<float> p = weights.Slice(head * positions, positions), slopes = _inputs.SlopesScalar.Span;
            float mean = 0;
            for (int j = 0; j < positions; j++)
            {
                slopes[j] = Dot(dy, _inputs.Values.Span, j, head);
                mean += p[j] * slopes[j];
            }

            int first = head * width;
            for (int j = 0; j < positions; j++)
            {
                int row = (j * Sizes.Width) + first;
                float slope = scale * p[j] * (slopes[j] - mean);
                AddScaled(slope, _inputs.Keys.Span, row, _inputs.DQuery.Slice(first, width));
                AddScaled(slope, query, first, _inputs.DKeys.Slice(row, width));
                AddScaled(p[j], dy, first, _inputs.DValues.Slice(row, width));
            }
        }

        return _inputs.Gradient;
    }

    [Benchmark, BenchmarkCategory("Backward")]
    public AlignedBuffer Backward()
    {
        CausalAttention.Saved saved = new()
        {
            Query = _inputs.Query.Span, Weights = _inputs.Weights.Span, Dy = _inputs.Dy.Span,
        };
        CausalAttention.Backward(
            _inputs.BackwardContext, saved, _inputs.Slopes.Span, _inputs.ContextGradient, _inputs.DQuery);
        return _inputs.Gradient;
    }

    private float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> rows, int position, int head)
    {
        int first = head * Sizes.HeadWidth, row = (position * Sizes.Width) + first;
        float sum = 0;
        for (int c = 0; c < Sizes.HeadWidth; c++)
        {
            sum += x[first + c] * rows[row + c];
        }

        return sum;
    }

    private static void AddScaled(float scale, ReadOnlySpan<float> x, int start, Span<float> y)
    {
        for (int c = 0; c < y.Length; c++)
        {
            y[c] += scale * x[start + c];
        }
    }
}
