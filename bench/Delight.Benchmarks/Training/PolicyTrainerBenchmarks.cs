using BenchmarkDotNet.Attributes;
using Delight.Benchmarks.Configuration;
using Delight.Benchmarks.Data;
using Delight.Determinism;
using Delight.Learning.Advantages;
using Delight.Learning.Estimators;
using Delight.Learning.Optimisers;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Tasks.Mnist;
using Delight.Learning.Training;

namespace Delight.Benchmarks.Training;

/// <summary>A whole training step of the MNIST perceptron: bytes to floats, forward, coefficients, backward, Adam,
/// statistics.</summary>
/// <remarks>
/// <para>Sizes: 784-100-100-10 and 100 rows, as in every MNIST run. <c>./delight bench mlp</c> has the same step beside
/// PyTorch's.</para>
/// <para>Ceiling: forward is 17.9 million floating-point operations, backward 20.1 million, 38 million in all: 0.24 ms
/// at 160 GFLOP/s, 0.47 ms with 8 lanes; Adam adds 0.06 ms. Zero pixels of MNIST save part of the 31 million that the
/// first layer takes. Under the Kondo gate, which keeps 3 of 100 rows, the backward pass nearly vanishes.</para>
/// <para>The learning rate is 0, so that every step does the same work: a policy that has learned the batch would have
/// gradients of zero.</para>
/// </remarks>
[MemoryDiagnoser]
public class PolicyTrainerBenchmarks : IShrinkable
{
    private PolicyTrainer? _trainer;
    private TrainingBatch? _batch;

    [Params("dg", "kondo")]
    public string Estimator { get; set; } = "dg";

    private int Rows { get; set; } = 100;

    private int[] Hidden { get; set; } = [100, 100];

    void IShrinkable.UseTinySizes() => (Rows, Hidden) = (3, [5, 5]);

    [GlobalSetup]
    public void Setup()
    {
        MnistTask task = Mnist.Task;
        _trainer = new PolicyTrainer(new TrainerParts
        {
            Task = task,
            Policy = new MlpPolicy(task.Shape, Hidden),
            Estimator = Estimator == "dg" ? new Delightful(eta: 1, lambda: 0) : new KondoByShare(share: 0.03),
            Advantage = new ExpectedConfidenceAdvantage(),
            LearningRate = new LearningRateOptions { Peak = 0 },
            RowsMax = Rows,
            Seed = 1,
        });
        _batch = new TrainingBatch(Rows, task.Shape, task.ContextBytes);
        RandomStream random = Draws.Stream("trajectories");
        byte[] context = new byte[task.ContextBytes];
        for (int row = 0; row < Rows; row++)
        {
            task.DrawContext(ref random, context);
            _batch.Add(new TrajectoryRow
            {
                Context = context,
                Chosen = [random.NextIndex(task.Shape.Actions)],
                BehaviourLogProbs = [-2.3],
                Mask = [1],
                Reward = row % 10 == 0 ? 1 : 0, // as often as an untrained policy is right
                GroupKey = row,
            });
        }
    }

    [GlobalCleanup]
    public void Cleanup() => _trainer?.Dispose();

    [Benchmark]
    public UpdateStatistics Step() => _trainer!.Step(_batch!);
}
