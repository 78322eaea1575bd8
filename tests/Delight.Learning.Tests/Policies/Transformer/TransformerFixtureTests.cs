using System.Text.Json;
using Delight.Learning.Kernels;
using Delight.Learning.Parameters;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Transformer;

namespace Delight.Learning.Tests.Policies.Transformer;

/// <summary>
/// Against PyTorch in double precision; the fixtures come from bench/reference/make_transformer_fixture.py.
/// </summary>
public sealed class TransformerFixtureTests
{
    [Theory]
    [InlineData("small")]
    [InlineData("odd")]
    [InlineData("one-answer")]
    public void ForwardAndBackward_FixtureBatch_AgreeWithPyTorch(string name)
    {
        JsonElement fixture = Read(name);
        TransformerPolicy policy = PolicyOf(fixture);
        float[] parameters = ParametersOf(fixture, policy.Layout);
        int rows = fixture.GetProperty("rows").GetInt32();
        int[] chosen = [.. Numbers(fixture, "chosen").Select(value => (int)value)];
        byte[] inputs = [.. Numbers(fixture, "inputs").Select(value => (byte)value)];
        float[] coefficients = [.. Numbers(fixture, "coefficients").Select(value => (float)value)];
        float[] logits = new float[chosen.Length * policy.Shape.Actions], dLogits = new float[logits.Length];
        double[] logProbs = new double[chosen.Length], probabilities = new double[logits.Length];
        float[] gradient = new float[policy.Layout.Length];

        using IPolicyPass pass = policy.CreatePass(rows);
        pass.Forward(parameters, inputs, chosen, rows, logits);
        LogSoftmax.Forward(logits, policy.Shape.Actions, chosen, logProbs, probabilities);
        LogSoftmax.Backward(probabilities, policy.Shape.Actions, chosen, coefficients, dLogits);
        pass.Backward(parameters, [.. Enumerable.Range(0, rows)], dLogits, gradient);

        Near.Equal(Numbers(fixture, "logits"), logits, Near.SinglePrecision, 0, "logit");
        Near.Equal(Numbers(fixture, "logProbs"), logProbs, Near.SinglePrecision, 0, "log-probability");
        foreach (TensorSlot slot in policy.Layout.Slots)
        {
            double[] expected = Numbers(fixture.GetProperty("gradient"), slot.Name);
            Near.Equal(expected, slot.In(gradient.AsSpan()).ToArray(), Near.SinglePrecision, 0, slot.Name);
        }
    }

    private static TransformerPolicy PolicyOf(JsonElement fixture) => new(
        new PolicyShape(Integer(fixture, "prompt"), Integer(fixture, "answer"), Integer(fixture, "actions")),
        new TransformerOptions
        {
            Width = Integer(fixture, "width"),
            Heads = Integer(fixture, "heads"),
            Layers = Integer(fixture, "layers"),
            FeedForward = Integer(fixture, "feedForward"),
            Vocabulary = Integer(fixture, "vocabulary"),
        });

    private static float[] ParametersOf(JsonElement fixture, ParameterLayout layout)
    {
        float[] parameters = new float[layout.Length];
        JsonElement named = fixture.GetProperty("parameters");
        Assert.Equal(layout.Slots.Select(slot => slot.Name), named.EnumerateObject().Select(tensor => tensor.Name));
        foreach (TensorSlot slot in layout.Slots)
        {
            double[] values = Numbers(named, slot.Name);
            Assert.Equal(slot.Length, values.Length);
            values.Select(value => (float)value).ToArray().AsSpan().CopyTo(slot.In(parameters.AsSpan()));
        }

        return parameters;
    }

    private static JsonElement Read(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Fixtures", $"transformer-{name}.json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }

    private static int Integer(JsonElement fixture, string name) => fixture.GetProperty(name).GetInt32();

    private static double[] Numbers(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
}
