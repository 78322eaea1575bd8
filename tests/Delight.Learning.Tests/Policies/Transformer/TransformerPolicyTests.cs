using Delight.Determinism;
using Delight.Learning.Catalogue;
using Delight.Learning.Parts;
using Delight.Learning.Policies.Transformer;
using Delight.Learning.Policies;

namespace Delight.Learning.Tests.Policies.Transformer;

public sealed class TransformerPolicyTests
{
    [Fact]
    public void Layout_PublishedSizes_Has100224Parameters()
    {
        // 2·64 + 20·64 + 3·(64 + 64·192 + 64·64 + 64 + 64·128 + 128·64) + 64·2
        TransformerPolicy policy = new(new PolicyShape(10, 10, 2), new TransformerOptions());
        Assert.Equal(100_224, policy.Layout.Length);
    }

    [Fact]
    public void Initialise_PublishedSizes_HasTheStatedDeviations()
    {
        TransformerPolicy policy = new(new PolicyShape(10, 10, 2), new TransformerOptions());
        float[] parameters = new float[policy.Layout.Length];
        RandomStream random = RandomStream.Derive(1, "initial-parameters");
        policy.Initialise(ref random, parameters);

        // 12,288 draws: the standard error of a deviation is about 0.6 % of it. The cut lies at 2 / 0.8796 deviations.
        float[] qkv = policy.Layout["layer1.attention.qkv"].In(parameters.AsSpan()).ToArray();
        Near.Equal(0.125, Deviation(qkv), 0.03, 0);
        Assert.InRange(qkv.Max(Math.Abs), 0.125 * 2.2, 0.125 * 2.2738);
        float[] down = policy.Layout["layer0.feedForward.out"].In(parameters.AsSpan()).ToArray();
        Near.Equal(1 / Math.Sqrt(128), Deviation(down), 0.03, 0);
        float[] positions = policy.Layout["embedding.position"].In(parameters.AsSpan()).ToArray();
        Near.Equal(0.125, Deviation(positions), 0.08, 0); // 1,280 draws: 2 %
        Assert.All(policy.Layout["layer2.feedForward.norm"].In(parameters.AsSpan()).ToArray(), scale =>
            Assert.Equal(1f, scale));
    }

    [Theory]
    [InlineData(
        "heads is 5 and width is 64; heads must divide the width. Choose 1, 2, 4, 8, 16, 32, 64.", 5, null, null)]
    [InlineData("vocabulary is 1; it must be from 2 to 256", 4, 1, null)]
    [InlineData(
        "vocabulary is 2 and the task has 3 actions, which are fed back as tokens. Set it to at least 3.", 4, 2, null)]
    [InlineData("length is 7 and the task's prompt and answer have 8 tokens.", 4, null, 7)]
    public void Create_SizesThatDoNotFit_AreRefusedWithTheRule(string rule, int heads, int? vocabulary, int? length)
    {
        TransformerOptions options = new() { Heads = heads, Vocabulary = vocabulary, Length = length };
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => new TransformerPolicy(new PolicyShape(4, 4, 3), options));
        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SeveralProblems_AreSaidAtOnce()
    {
        TransformerOptions options = new() { Heads = 3, Length = 1 };
        ArgumentException error =
            Assert.Throws<ArgumentException>(() => new TransformerPolicy(new PolicyShape(0, 1, 2), options));
        Assert.Contains("heads is 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("0 input bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Catalogue_Transformer_ChecksHeadsAndReadsOptions()
    {
        PartCatalogues catalogues = new();
        List<string> errors = [];
        Assert.Null(catalogues.Policies.Resolve(PartReference.Parse("transformer(heads=3)", errors)!, errors));
        Assert.StartsWith(
            "policy 'transformer': heads is 3 and width is 64; heads must divide the width.", Assert.Single(errors),
            StringComparison.Ordinal);

        errors.Clear();
        Assert.Null(catalogues.Policies.Resolve(PartReference.Parse("transformer(vocabulary=1)", errors)!, errors));
        Assert.Equal(
            "policy 'transformer': vocabulary is 1; it must be at least 2 and at most 256.", Assert.Single(errors));

        errors.Clear();
        string text = "transformer(width=32,heads=2,layers=1,feedForward=48,vocabulary=7,length=30)";
        (PartDefinition<Func<OptionValues, PolicyShape, IPolicy>> definition, OptionValues values) =
            catalogues.Policies.Resolve(PartReference.Parse(text, errors)!, errors)!.Value;
        TransformerPolicy policy =
            Assert.IsType<TransformerPolicy>(definition.Create(values, new PolicyShape(10, 10, 2)));
        Assert.Equal(
            new TransformerOptions { Width = 32, Heads = 2, Layers = 1, FeedForward = 48, Vocabulary = 7,
            Length = 30 }, policy.Options);
        Assert.Empty(errors);
    }

    private static double Deviation(float[] values)
    {
        double mean = values.Average(value => (double)value);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
