using Delight.Determinism;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Tabular;

namespace Delight.Learning.Tests.Policies.Tabular;

public sealed class TabularPolicyTests
{
    private static readonly TabularPolicy Bandit = new(new PolicyShape(InputBytes: 0, Decisions: 1, Actions: 3));

    private static readonly TabularPolicy Contextual = new(new PolicyShape(InputBytes: 1, Decisions: 1, Actions: 2));

    [Fact]
    public void Layout_WithAndWithoutContext_IsOneTable()
    {
        Assert.Equal((1, 3, 256, 512),
            (Bandit.Contexts, Bandit.Layout.Length, Contextual.Contexts, Contextual.Layout.Length));
        Assert.Equal([256, 2], Contextual.Layout["logits"].Shape);
    }

    [Fact]
    public void Initialise_Always_IsTheUniformPolicy()
    {
        float[] parameters = [1, 2, 3];
        RandomStream random = RandomStream.Derive(1, "initial");
        Bandit.Initialise(ref random, parameters);
        Assert.Equal([0f, 0, 0], parameters);
    }

    [Fact]
    public void ForwardAndBackward_Contexts_LookUpAndScatter()
    {
        float[] parameters = [.. Enumerable.Range(0, 512).Select(i => (float)i)], logits = new float[6],
        gradient = new float[512];
        using IPolicyPass pass = Contextual.CreatePass(4);
        pass.Forward(parameters, [7, 255, 7], [0, 0, 0], 3, logits);
        Assert.Equal([14f, 15, 510, 511, 14, 15], logits);
        gradient[14] = 100;
        pass.Backward(parameters, [0, 2], [1, 2, 10, 20], gradient);
        Assert.Equal((111f, 22f, 0f), (gradient[14], gradient[15], gradient[510]));
        Assert.Equal(2, gradient.Count(slope => slope != 0));
    }

    [Fact]
    public void Forward_LengthsThatDoNotFit_AreRefused()
    {
        using IPolicyPass pass = Bandit.CreatePass(1);
        Assert.Equal("parameters", Refused(() => pass.Forward(new float[2], [], [0], 1, new float[3])));
        Assert.Equal("inputs", Refused(() => pass.Forward(new float[3], [1], [0], 1, new float[3])));
        Assert.Equal("logits", Refused(() => pass.Forward(new float[3], [], [0], 1, new float[4])));
        Assert.Equal("RowsMax", Refused(() => pass.Forward(new float[3], [], [0, 0], 2, new float[6])));
        Assert.Equal("gradient", Refused(() => pass.Backward(new float[3], [0], new float[3], new float[4])));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(0, 2)]
    public void Constructor_TaskItCannotAnswer_SaysWhatToUse(int inputBytes, int decisions) => Assert.StartsWith(
        "the tabular policy answers one decision from at most one input byte; the task has "
        + $"{decisions} decisions and {inputBytes} input bytes. Use mlp, or the transformer for sequences.",
        Assert.Throws<ArgumentException>(() => new TabularPolicy(new PolicyShape(inputBytes, decisions, 2))).Message,
        StringComparison.Ordinal);

    private static string? Refused(Action act) => Assert.Throws<ArgumentException>(act).ParamName;
}
