using System.Diagnostics;
using System.Text.Json.Nodes;
using Delight.Experiments.Files;
using Delight.Learning.Kernels;

namespace Delight.Development.Bench;

/// <summary>Training step and sampling of the token reversal transformer beside PyTorch: one thread each.</summary>
/// <remarks>
/// <para>10 prompts × 10 samples, H = T = 10, M = 2, width 64, 4 heads, 3 layers, feed-forward 128. A step is the
/// trainer's whole step: forward, coefficients of dg over the group mean, backward, Adam, and its statistics. Sampling
/// decodes 100 answers with a cache; both sides compute each prompt once for its ten samples. Ours also computes once
/// what answers to a prompt have in common, in both rows, so its time falls as a policy grows certain; here answers
/// come from a uniform policy, the worst case.</para>
/// <para>Details quote the arithmetic of the linear layers as done here, shared tokens counted once, as a share of what
/// the product kernel reaches on a matrix that fits the cache.</para>
/// </remarks>
internal sealed class TransformerBench : IBench
{
    private const int Prompts = 10;
    private const int Samples = 10;
    private const int TimesPerRound = 20;
    private const int Rounds = 15;

    /// <inheritdoc/>
    public string Name => "transformer";

    /// <inheritdoc/>
    public string Summary => "training step and sampling of the token reversal transformer beside PyTorch";

    /// <inheritdoc/>
    public BenchResult Run()
    {
        JsonObject details = new() { ["batchRows"] = Prompts * Samples, ["length"] = 10, ["threads"] = 1 };
        using PythonReference? reference = PythonReference.Start(
            ClonePaths.Resolve("bench/reference/transformer_step.py"), out string reason);
        details["reference"] = reference is null ? reason : new JsonObject
        {
            ["torch"] = reference.Header.Torch, ["blas"] = reference.Header.Blas, ["python"] = reference.Header.Python,
            ["optimiser"] = reference.Header.Optimiser,
        };
        using TransformerWork work = new(Prompts, Samples);
        double peak = PeakFlops();
        details["productPeakGflops"] = peak / 1e9;
        List<BenchRow> rows =
        [
            Measure("transformer-step", work.Step, reference, "step", details),
            Measure("transformer-sample", work.Sample, reference, "sample", details),
        ];

        // Forward is 2 operations for each weight and token; backward takes twice as many again.
        AddShare(details, rows[0], 3 * 2.0 * work.LinearWeights * work.Tokens, peak);
        AddShare(details, rows[1], 2.0 * work.LinearWeights * work.Tokens, peak);
        return new BenchResult(rows, details);
    }

    private static BenchRow Measure(
        string name, Action work, PythonReference? reference, string job, JsonObject details)
    {
        Func<double>? theirs = reference is null ? null : () =>
            reference.Run(TimesPerRound, job) * 1000 / TimesPerRound;
        BenchRow row = SideBySide.Measure(name, () => Time(work, TimesPerRound), theirs, Rounds, details);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Time(work, TimesPerRound);
        details[name]!["allocatedBytes"] = (GC.GetAllocatedBytesForCurrentThread() - before) / TimesPerRound;
        return row;
    }

    private static void AddShare(JsonObject details, BenchRow row, double operations, double peak)
    {
        double gflops = operations / (row.Ours / 1000) / 1e9;
        details[row.Name]!["linearGflops"] = gflops;
        details[row.Name]!["shareOfPeak"] = gflops / (peak / 1e9);
    }

    private static double Time(Action work, int times)
    {
        long started = Stopwatch.GetTimestamp();
        for (int time = 0; time < times; time++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / times;
    }

    /// <summary>
    /// The best of many products of 96 × 96 matrices, which whole tiles cover and the first cache holds.
    /// </summary>
    private static double PeakFlops()
    {
        const int Size = 96, Times = 200;
        float[] a = new float[Size * Size], b = new float[Size * Size], c = new float[Size * Size];
        double best = double.PositiveInfinity;
        for (int round = 0; round < 50; round++)
        {
            best = Math.Min(best, Time(() => Product(a, b, c, Size), Times));
        }

        return 2.0 * Size * Size * Size / (best / 1000);
    }

    private static void Product(float[] a, float[] b, float[] c, int size) => MatrixProduct.Add(
        new ReadOnlyMatrix(a, size, size), new ReadOnlyMatrix(b, size, size), new Matrix(c, size, size));
}
