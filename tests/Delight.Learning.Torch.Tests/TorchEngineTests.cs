using Delight.Determinism;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Tabular;

namespace Delight.Learning.Torch.Tests;

public sealed class TorchEngineTests
{
    [Fact]
    public void Adopt_Policy_KeepsShapeLayoutAndInitialWeights()
    {
        using TwinCase twins = TwinCase.Named("transformer-odd");
        float[] ours = new float[twins.Policy.Layout.Length], theirs = new float[ours.Length];
        RandomStream first = RandomStream.Derive(3, "weights"), second = RandomStream.Derive(3, "weights");

        twins.Policy.Initialise(ref first, ours);
        twins.Twin.Initialise(ref second, theirs);

        Assert.Equal(ours, theirs);
        Assert.Equal(twins.Policy.Shape, twins.Twin.Shape);
        Assert.Equal(twins.Policy.Layout.Slots, twins.Twin.Layout.Slots);
    }

    [Fact]
    public void Adopt_PolicyWithoutTwin_SaysWhichThereAre()
    {
        PolicyEngineException refusal = Assert.Throws<PolicyEngineException>(
            () => new TorchEngine().Adopt(new TabularPolicy(new PolicyShape(0, 1, 3)), "cpu"));

        Assert.Contains("no twin of TabularPolicy", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("mlp or the transformer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adopt_CudaWithTheCpuPackage_IsOneLineWithTheRemedy()
    {
        using TwinCase twins = TwinCase.Named("mlp-linear");

        PolicyEngineException refusal = Assert.Throws<PolicyEngineException>(
            () => new TorchEngine().Adopt(twins.Policy, "cuda"));

        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Contains("device cuda is not there", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Take device cpu", refusal.Message, StringComparison.Ordinal);
    }
}
