using Delight.Determinism;
using Delight.Learning.Optimisers;
using Delight.Learning.Torch.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace Delight.Learning.Torch.Tests;

/// <summary>The optimiser of every engine is Delight's own; it takes the steps of torch's.</summary>
public sealed class AdamParityTests
{
    private const int Length = 1003;
    private const double LearningRate = 0.003;

    /// <summary>Of what moved, in units of its largest component. Measured: 3e-6 after 20 steps.</summary>
    private const double StepBound = 1e-5;

    // Before torch is first used: it would look for its libraries by itself.
    static AdamParityTests() => TorchLibrary.Require("cpu");

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Step_SameGradients_MovesAsTorchDoes(int steps)
    {
        RandomStream random = RandomStream.Derive(5, "adam");
        float[] start = Normals(ref random), ours = [.. start];
        Adam adam = new(Length, new AdamOptions());
        using DisposeScope scope = NewDisposeScope();
        TorchSharp.Modules.Parameter theirs = new(tensor(start));
        using optim.Optimizer torchAdam = optim.Adam([theirs], LearningRate, 0.9, 0.999, 1e-8);

        // torch's optimiser has the fault that KeptScalars speaks of: no collection, no finalizer.
        Assert.True(GC.TryStartNoGCRegion(50_000_000), "the region did not begin");
        for (int step = 0; step < steps; step++)
        {
            float[] gradient = Normals(ref random);
            adam.Step(ours, gradient, LearningRate);

            // Delight ascends, torch descends.
            torchAdam.zero_grad();
            (theirs * tensor(gradient)).sum().neg().backward();
            torchAdam.step();
        }

        GC.EndNoGCRegion();

        float[] moved = [.. ours.Zip(start, (end, begin) => end - begin)];
        float[] expected = [.. theirs.data<float>().Zip(start, (end, begin) => end - begin)];
        Assert.True(moved.Max(Math.Abs) > 0.9 * LearningRate, "nothing moved");
        Parity.Within(StepBound, Parity.Distance(expected, moved), "the steps");
    }

    private static float[] Normals(ref RandomStream random)
    {
        float[] values = new float[Length];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)random.NextNormal();
        }

        return values;
    }
}
