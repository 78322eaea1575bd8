using System.Diagnostics;
using System.Text.Json.Nodes;
using Delight.Experiments.Runs;
using Delight.Learning.Execution;
using Delight.Learning.Policies;
using Delight.Learning.Training;

namespace Delight.Development.Bench;

/// <summary>The memory of the process over 10,000 training steps and as many samplings on TorchSharp.</summary>
/// <remarks>Small policies, since what leaks is a number of tensors a step, not their size. The reference of a row is
/// the memory after the first 1,000 steps, when code is compiled and allocators are warm.</remarks>
internal sealed class TorchMemoryBench : IBench
{
    private const int Steps = 10_000;
    private const int StepsPerLook = 1_000;
    private const int Rows = 10;

    /// <inheritdoc/>
    public string Name => "torch-memory";

    /// <inheritdoc/>
    public string Summary => "memory of the process over 10,000 steps on TorchSharp; minutes";

    /// <inheritdoc/>
    public bool RunsOnlyByName => true;

    /// <inheritdoc/>
    public BenchResult Run() => Run(Steps, StepsPerLook);

    /// <summary>The same for other numbers of steps.</summary>
    /// <param name="steps">A multiple of the second, at least twice that.</param>
    /// <param name="stepsPerLook">Steps from one look at the memory to the next.</param>
    internal static BenchResult Run(int steps, int stepsPerLook)
    {
        JsonObject details = new() { ["steps"] = steps, ["rows"] = Rows };
        List<BenchRow> rows = [];
        foreach ((string name, EngineWork work) in (IEnumerable<(string, EngineWork)>)
            [("mlp", EngineWork.Mlp(new RandomPixels(), 16, Rows)), ("transformer", EngineWork.Transformer(8, Rows))])
        {
            double[] megabytes = Measure(work, PolicyEngines.Torch.Adopt(work.Policy, "cpu"), steps, stepsPerLook);
            details["torch-memory-" + name] = new JsonObject
            {
                ["megabytes"] = new JsonArray([.. megabytes.Select(value => JsonValue.Create(Math.Round(value, 1)))]),
            };
            rows.Add(new BenchRow("torch-memory-" + name, megabytes[^1], megabytes[0], "MB"));
        }

        return new BenchResult(rows, details);
    }

    private static double[] Measure(EngineWork work, IPolicy policy, int steps, int stepsPerLook)
    {
        using PolicyTrainer trainer = work.CreateTrainer(policy, SerialExecutor.Instance);
        using IPolicyPass worker = policy.CreatePass(Rows);
        byte[] inputs = new byte[Rows * policy.Shape.InputBytes];
        int[] chosen = new int[Rows * policy.Shape.Decisions];
        double[] logProbs = new double[chosen.Length];
        List<double> megabytes = [];
        for (int step = 1; step <= steps; step++)
        {
            trainer.Step(work.Batch);
            worker.Sample(trainer.Parameters, inputs, [], chosen, logProbs);
            if (step % stepsPerLook == 0)
            {
                megabytes.Add(Resident());
            }
        }

        return [.. megabytes];
    }

    private static double Resident()
    {
        GC.Collect();
        using Process self = Process.GetCurrentProcess();
        return self.WorkingSet64 / 1e6;
    }
}
