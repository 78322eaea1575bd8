using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Experiments.Execution;
using Delight.Experiments.Files;
using Delight.Experiments.Runs;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Mnist;
using Delight.Learning.Torch;
using Delight.Learning.Training;
using Spectre.Console;

namespace Delight.Development.Bench;

/// <summary>The training step on the kernels, on TorchSharp, and in PyTorch where Python has it, over widths and
/// threads.</summary>
internal sealed class EngineBench : IBench
{
    private const int Rounds = 7;
    private const double RoundMilliseconds = 150;
    private const double WarmUpMilliseconds = 1000;

    private static readonly int[] Widths = [32, 64, 128, 256, 512];

    /// <inheritdoc/>
    public string Name => "engines";

    /// <inheritdoc/>
    public string Summary => "training steps on kernels, TorchSharp and PyTorch over widths and threads; minutes";

    /// <inheritdoc/>
    public bool RunsOnlyByName => true;

    /// <inheritdoc/>
    public BenchResult Run() => Run(TextWriter.Null);

    /// <inheritdoc/>
    public BenchResult Run(TextWriter progress)
    {
        JsonObject details = new()
        {
            ["batchRows"] = 100, ["rounds"] = Rounds, ["torchSharp"] = TorchEngine.Version,
        };
        List<EngineTimes> all = [];
        foreach (int threads in (int[])[1, 2])
        {
            using PythonReference? python = PythonReference.Start(
                ClonePaths.Resolve("bench/reference/engine_step.py"), out string reason, threads);
            string pythonKey = Line($"python-{threads}");
            details[pythonKey] = python is null
                ? reason
                : $"torch {python.Header.Torch}, {python.Header.Blas}, {python.Header.Python}";
            PythonReference? reference = python;
            foreach ((string policy, int width, EngineWork work) in Works())
            {
                EngineTimes times;
                try
                {
                    times = Measure((policy, width, threads), work, reference);
                }
                catch (IOException failure) when (reference is not null)
                {
                    // The reference is gone; what remains is measured without it, since it took minutes to come here.
                    details[pythonKey] = Line($"ended at {policy} {width}: {failure.Message}");
                    reference = null;
                    times = Measure((policy, width, threads), work, null);
                }

                all.Add(times);
                progress.WriteLine(Line($"{policy} {width}, {threads} threads: kernels {Text(times.Kernels)}, ")
                    + $"TorchSharp {Text(times.Torch)}, PyTorch {Text(times.Python)} ms");
            }
        }

        all = [.. all.OrderBy(time => time.Policy).ThenBy(time => time.Threads).ThenBy(time => time.Width)];
        details["crossing"] = Crossings(all);
        return new BenchResult([.. all.SelectMany(Rows)], details) { Table = TableOf(all) };
    }

    private static IEnumerable<(string Policy, int Width, EngineWork Work)> Works()
    {
        ITask images = MnistTask.Load(ClonePaths.Resolve("data/mnist"));
        foreach (int width in Widths)
        {
            yield return ("mlp", width, EngineWork.Mlp(images, width));
            yield return ("transformer", width, EngineWork.Transformer(width));
        }
    }

    private static EngineTimes Measure(
        (string Policy, int Width, int Threads) subject, EngineWork work, PythonReference? python)
    {
        using KernelThreads threads = new(subject.Threads);
        using PolicyTrainer kernels = work.CreateTrainer(work.Policy, threads);
        using PolicyTrainer twin = work.CreateTrainer(PolicyEngines.Torch.Adopt(work.Policy, "cpu"), threads);
        string job = Line($"{subject.Policy}-{subject.Width}");
        Func<double> ofTorch = Sized(steps => Time(twin, work.Batch, steps));
        Func<double>? ofPython = python is null ? null : Sized(steps => 1000 * python.Run(steps, job));
        return EngineTimes.Measure(
            subject, (Sized(steps => Time(kernels, work.Batch, steps)), ofTorch, ofPython), Rounds);
    }

    /// <summary>As many steps a round as take about the time of a round. Before that as many as it takes until the
    /// runtime has compiled its last version of the code.</summary>
    private static Func<double> Sized(Func<int, double> timeOf)
    {
        for (double spent = 0; spent < WarmUpMilliseconds;)
        {
            spent += timeOf(2);
        }

        int steps = Math.Clamp((int)(RoundMilliseconds / (timeOf(2) / 2)), 1, 2000);
        return () => timeOf(steps) / steps;
    }

    private static double Time(PolicyTrainer trainer, TrainingBatch batch, int steps)
    {
        long started = Stopwatch.GetTimestamp();
        for (int step = 0; step < steps; step++)
        {
            trainer.Step(batch);
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static IEnumerable<BenchRow> Rows(EngineTimes times)
    {
        string name = Line($"{times.Policy}-{times.Width}-threads-{times.Threads}");
        yield return new BenchRow(name, times.Kernels, times.Torch, "ms");
        if (times.Python is { } python)
        {
            yield return new BenchRow(name + "-pytorch", times.Kernels, python, "ms");
        }
    }

    private static JsonObject Crossings(IEnumerable<EngineTimes> all)
    {
        JsonObject crossings = [];
        foreach (IGrouping<string, EngineTimes> group in all.GroupBy(time => Line($"{time.Policy}-{time.Threads}")))
        {
            crossings[group.Key] = EngineTimes.Crossing(group);
        }

        return crossings;
    }

    private static Table TableOf(IEnumerable<EngineTimes> all)
    {
        Table table = new() { Border = TableBorder.Simple, Caption = new TableTitle("ms a training step") };
        table.AddColumn("policy");
        foreach (string column in (string[])["threads", "width", "kernels", "TorchSharp", "PyTorch",
            "kernels / TorchSharp", "kernels / PyTorch"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (EngineTimes times in all)
        {
            table.AddRow(
                times.Policy, Line($"{times.Threads}"), Line($"{times.Width}"), Text(times.Kernels), Text(times.Torch),
                Text(times.Python), Text(times.Kernels / times.Torch), Text(times.Kernels / times.Python));
        }

        return table;
    }

    private static string Text(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "none";

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
