using Delight.Learning.Catalogue;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Policies.Tabular;

namespace Delight.Learning.Policies;

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
                    Name = "hidden", Kind = OptionKind.IntegerList, Default = "[100, 100]", Minimum = 1, Maximum = 65536,
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
    }
}
