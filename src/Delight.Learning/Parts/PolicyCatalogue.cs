using Delight.Learning.Catalogue;
using Delight.Learning.Policies;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Policies.Tabular;
using Delight.Learning.Policies.Transformer;

namespace Delight.Learning.Parts;

/// <summary>The policies that Delight ships.</summary>
public static class PolicyCatalogue
{
    /// <summary>Adds all of them.</summary>
    public static void AddTo(PartCatalogue<Func<OptionValues, PolicyShape, IPolicy>> catalogue)
    {
        catalogue.Add(new()
        {
            Name = "mlp",
            Summary = "multilayer perceptron with ReLU, softmax over actions; one decision a row",
            Options =
            [
                new()
                {
                    Name = "hidden", Kind = OptionKind.IntegerList, Default = "[100, 100]", Minimum = 1, Maximum =
                        65536,
                    Summary = "widths of the hidden layers",
                },
            ],
            Create = (options, shape) => new MlpPolicy(shape, options.Integers("hidden")),
        });
        catalogue.Add(new()
        {
            Name = "tabular",
            Summary = "one softmax over actions for each context",
            Create = (_, shape) => new TabularPolicy(shape),
        });
        catalogue.Add(new()
        {
            Name = "transformer",
            Summary = "decoder-only transformer: reads a prompt of tokens, answers token by token",
            Options =
            [
                Size("width", "64", 1, 4096, "floats that stand for one token between layers; a multiple of heads"),
                Size("heads", "4", 1, 4096, "attention heads of each layer"),
                Size("layers", "3", 1, 256, "blocks of attention and feed-forward"),
                Size("feedForward", "128", 1, 65536, "hidden floats of each feed-forward network"),
                Size("vocabulary", null, 2, 256, "tokens that can be read; not set: the task's actions"),
                Size("length", null, 2, 65536,
                    "positions of the longest prompt and answer together; not set: the task's"),
            ],
            CheckTogether = options => TransformerPolicy.CheckHeads(options.Integer("width"), options.Integer("heads")),
            Create = (options, shape) => new TransformerPolicy(shape, new TransformerOptions
            {
                Width = options.Integer("width"),
                Heads = options.Integer("heads"),
                Layers = options.Integer("layers"),
                FeedForward = options.Integer("feedForward"),
                Vocabulary = options.Has("vocabulary") ? options.Integer("vocabulary") : null,
                Length = options.Has("length") ? options.Integer("length") : null,
            }),
        });
    }

    private static OptionDefinition Size(string name, string? standard, int minimum, int maximum, string summary) =>
        new()
    {
        Name = name, Kind = OptionKind.Integer, Default = standard, Minimum = minimum, Maximum = maximum, Summary =
            summary,
    };
}
