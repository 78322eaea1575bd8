using Delight.Learning.Parameters;
using Delight.Learning.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace Delight.Learning.Torch.Tests;

/// <summary>The kernels and TorchSharp compute the same policies: each checks the other.</summary>
public sealed class TorchParityTests
{
    public static TheoryData<string> Cases =>
    [
        "mlp-mnist", "mlp-linear", "mlp-odd", "mlp-wide",
        "transformer-reversal", "transformer-one-answer", "transformer-odd", "transformer-wide",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_RandomBatch_LogProbsAgree(string name)
    {
        using TwinCase twins = TwinCase.Named(name);

        (_, double[] expected, _) = twins.Forward(twins.Kernels);
        (_, double[] actual, _) = twins.Forward(twins.Torch);

        Parity.Within(Parity.LogProbs, Parity.Distance(expected, actual), "log-probabilities");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_AllRows_GradientsOfEveryTensorAgree(string name)
    {
        using TwinCase twins = TwinCase.Named(name);
        int[] all = [.. Enumerable.Range(0, twins.Rows)];

        RequireSame(twins.Policy.Layout, twins.Gradient(twins.Kernels, all), twins.Gradient(twins.Torch, all));
    }

    /// <summary>Few kept rows are run forward once more, many go back through the graph of all: both ways are
    /// right.</summary>
    [Theory]
    [InlineData("mlp-odd", 4)]
    [InlineData("mlp-odd", 14)]
    [InlineData("transformer-odd", 2)]
    [InlineData("transformer-odd", 8)]
    public void Backward_SomeRows_GradientsOfEveryTensorAgree(string name, int kept)
    {
        using TwinCase twins = TwinCase.Named(name);
        int[] some = [.. Enumerable.Range(0, kept).Select(k => (k * (twins.Rows - 1)) / (kept - 1))];

        RequireSame(twins.Policy.Layout, twins.Gradient(twins.Kernels, some), twins.Gradient(twins.Torch, some));
    }

    /// <summary>Nothing of ours stands between the coefficients and the gradient here: the log-softmax is torch's
    /// too.</summary>
    [Theory]
    [InlineData("mlp-odd")]
    [InlineData("transformer-odd")]
    public void Backward_AllRows_AgreesWithAutogradOfTheWholeObjective(string name)
    {
        using TwinCase twins = TwinCase.Named(name);
        int[] all = [.. Enumerable.Range(0, twins.Rows)];
        float[] expected = AutogradOfObjective(twins);

        RequireSame(twins.Policy.Layout, expected, twins.Gradient(twins.Kernels, all));
        RequireSame(twins.Policy.Layout, expected, twins.Gradient(twins.Torch, all));
    }

    [Fact]
    public void Backward_TwiceAfterOneForward_AddsTheGradientAgain()
    {
        using TwinCase twins = TwinCase.Named("transformer-odd");
        (float[] logits, _, _) = twins.Forward(twins.Torch);
        float[] once = new float[twins.Policy.Layout.Length], twice = new float[once.Length];
        int[] all = [.. Enumerable.Range(0, twins.Rows)];

        twins.Torch.Backward(twins.Parameters, all, logits, once);
        twins.Torch.Backward(twins.Parameters, all, logits, twice);
        twins.Torch.Backward(twins.Parameters, all, logits, twice);

        Assert.Contains(once, slope => slope != 0);
        Assert.Equal([.. once.Select(slope => 2 * slope)], twice);
    }

    private static float[] AutogradOfObjective(TwinCase twins)
    {
        PolicyShape shape = twins.Policy.Shape;
        using DisposeScope scope = NewDisposeScope();
        using TorchModel model = twins.Policy switch
        {
            Learning.Policies.Mlp.MlpPolicy mlp => new MlpModel(mlp, new ModelPlace(twins.Rows, "cpu")),
            Learning.Policies.Transformer.TransformerPolicy transformer =>
                new TransformerModel(transformer, new ModelPlace(twins.Rows, "cpu")),
            _ => throw new InvalidOperationException(),
        };
        model.Parameters.Load(twins.Parameters);
        Tensor logits = model.Logits(model.Read(twins.Inputs, twins.Chosen, twins.Rows));
        Tensor logProbs = logits.view(-1, shape.Actions).log_softmax(1)
            .gather(1, tensor([.. twins.Chosen.Select(action => (long)action)]).unsqueeze(1)).squeeze(1);
        Tensor objective = (tensor(twins.Coefficients) * logProbs).sum();
        float[] gradient = new float[twins.Policy.Layout.Length];
        model.Parameters.AddTo(autograd.grad([objective], [.. model.Parameters.Leaves]), gradient);
        return gradient;
    }

    private static void RequireSame(ParameterLayout layout, float[] expected, float[] actual)
    {
        foreach (TensorSlot slot in layout.Slots)
        {
            double distance = Parity.Distance(slot.In(expected.AsSpan()), slot.In(actual.AsSpan()));
            Parity.Within(Parity.Gradients, distance, $"gradient of {slot.Name}");
        }
    }
}
