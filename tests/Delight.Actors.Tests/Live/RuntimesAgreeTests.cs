using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Testing.Training;
using Delight.Learning.Training;
using Delight.Simulation.Network;
using Xunit.Abstractions;

namespace Delight.Actors.Tests.Live;

/// <summary>Without faults a live run ends where a simulated one of the same scenario does, but for what the order of
/// messages changes: much less than another seed does.</summary>
public sealed class RuntimesAgreeTests(ITestOutputHelper output)
{
    private const int Seeds = 8, Steps = 120;

    /// <summary>Of the difference of two means over these seeds, in standard errors of it: by chance alone it is larger
    /// in 3 runs of 1,000, were all seeds drawn anew for each runtime; they are the same, so it is far
    /// smaller.</summary>
    private const double StandardErrorsMax = 3;

    private static readonly TrainingFrictions Links = new()
    {
        Network = new LinkQuality { Latency = TimeSpan.FromMilliseconds(1) },
    };

    [Fact]
    public async Task Run_SameScenarioLiveAndInVirtualTime_EndsWithinTheNoiseOfSeeds()
    {
        double[] simulated = new double[Seeds], live = new double[Seeds];
        for (int seed = 0; seed < Seeds; seed++)
        {
            simulated[seed] = await RegretAsync(new SimulatedTrainingRuntime(), (ulong)seed);
            live[seed] = await RegretAsync(new LiveTraining(), (ulong)seed);
        }

        double mean = simulated.Average();
        double variance = simulated.Sum(regret => (regret - mean) * (regret - mean)) / (Seeds - 1);
        double standardError = Math.Sqrt(2 * variance / Seeds);
        output.WriteLine($"simulated {string.Join(' ', simulated)}; live {string.Join(' ', live)}; {standardError}");
        Assert.InRange(mean, 0.02, 0.5); // it has learned, and there is something left to differ in
        Assert.InRange(live.Average(), mean - (StandardErrorsMax * standardError),
            mean + (StandardErrorsMax * standardError));
    }

    /// <summary>Probability that the final policy does not pull the best arm.</summary>
    private static async Task<double> RegretAsync(ITrainingRuntime runtime, ulong seed)
    {
        TrainerParts parts = TestTraining.BanditParts(8, seed) with { LearningRate = new() { Peak = 0.03 } };
        LearnerOptions learner = TestTraining.Learner(Steps) with { StalenessMax = 4, RowsInFlightMax = 64 };
        TrainingPlan plan = TestTraining.Plan(
            parts, learner, TestTraining.Pool(count: 4) with { RequestsInFlight = 3 });
        await runtime.RunAsync(plan, Links, observer: null, CancellationToken.None);
        Assert.Equal(Steps, plan.Totals.Updates);
        float[] logits = plan.Outcome.Parameters!;
        Assert.Equal(3, logits.Length);
        return 1 - (Math.Exp(logits[^1]) / logits.Sum(logit => Math.Exp(logit)));
    }
}
