using System.Diagnostics;
using System.Text.Json.Nodes;
using Delight.Determinism;
using Delight.Experiments.Files;
using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Mnist;
using Delight.Learning.Training;

namespace Delight.Development.Bench;

/// <summary>The MLP training step beside the same step in PyTorch: one thread each, batch 100.</summary>
/// <remarks>
/// Ours is the trainer's whole step: bytes to floats, forward, coefficients of dg, backward, Adam, and its statistics.
/// Row <c>mlp-step</c> trains on MNIST images, whose zero pixels our product leaves out; row <c>mlp-step-dense</c> on
/// random pixels, where nothing is zero. What PyTorch does takes the same time on either.
/// </remarks>
internal sealed class MlpBench : IBench
{
    private const int Rows = 100;
    private const int StepsPerRound = 200;
    private const int Rounds = 15;

    /// <inheritdoc/>
    public string Name => "mlp";

    /// <inheritdoc/>
    public string Summary => "training step of the MNIST MLP beside PyTorch";

    /// <inheritdoc/>
    public BenchResult Run()
    {
        JsonObject details = new() { ["batchRows"] = Rows, ["layers"] = "784-100-100-10", ["threads"] = 1 };
        using PythonReference? reference = PythonReference.Start(ClonePaths.Resolve("bench/reference/mlp_step.py"),
            out string reason);
        details["reference"] = reference is null ? reason : Describe(reference.Header);
        Func<double>? theirs = reference is null ? null : () => reference.Run(StepsPerRound) * 1000 / StepsPerRound;
        List<BenchRow> rows = [];
        foreach ((string name, ITask task) in Tasks())
        {
            using PolicyTrainer trainer = CreateTrainer(task);
            TrainingBatch batch = CreateBatch(task);
            rows.Add(SideBySide.Measure(name, () => Time(trainer, batch), theirs, Rounds, details));
            long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            Time(trainer, batch);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
            details[name]!["allocatedBytesPerStep"] = allocated / StepsPerRound;
        }

        return new BenchResult(rows, details);
    }

    private static IEnumerable<(string Name, ITask Task)> Tasks() =>
        [("mlp-step", MnistTask.Load(ClonePaths.Resolve("data/mnist"))), ("mlp-step-dense", new RandomPixels())];

    /// <summary>A trainer of the benchmark's sizes; also what the tests step once.</summary>
    internal static PolicyTrainer CreateTrainer(ITask task) => new(new TrainerParts
    {
        Task = task,
        Policy = new MlpPolicy(task.Shape, [100, 100]),
        Estimator = new Delightful(eta: 1, lambda: 0),
        Advantage = new ExpectedConfidenceAdvantage(),
        RowsMax = Rows,
        Seed = 1,
    });

    /// <summary>A batch of the benchmark's sizes: random actions, rewards 0 or 1.</summary>
    internal static TrainingBatch CreateBatch(ITask task)
    {
        TrainingBatch batch = new(Rows, task.Shape, task.ContextBytes);
        RandomStream random = RandomStream.Derive(1, "bench");
        byte[] context = new byte[task.ContextBytes];
        for (int row = 0; row < Rows; row++)
        {
            task.DrawContext(ref random, context);
            batch.Add(new TrajectoryRow
            {
                Context = context,
                Chosen = [random.NextIndex(task.Shape.Actions)],
                BehaviourLogProbs = [-2.3],
                Mask = [1],
                Reward = random.NextChance(0.5) ? 1 : 0,
                GroupKey = row,
            });
        }

        return batch;
    }

    private static JsonObject Describe(PythonReferenceHeader header) => new()
    {
        ["torch"] = header.Torch, ["blas"] = header.Blas, ["python"] = header.Python, ["optimiser"] = header.Optimiser,
    };

    private static double Time(PolicyTrainer trainer, TrainingBatch batch)
    {
        long started = Stopwatch.GetTimestamp();
        for (int step = 0; step < StepsPerRound; step++)
        {
            trainer.Step(batch);
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / StepsPerRound;
    }
}
