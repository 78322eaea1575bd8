using Delight.Learning.Catalogue;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Bandits;
using Delight.Learning.Tasks.Mnist;

namespace Delight.Learning.Parts;

/// <summary>The tasks that Delight ships.</summary>
public static class TaskCatalogue
{
    /// <summary>Adds all of them.</summary>
    public static void AddTo(PartCatalogue<Func<OptionValues, ITask>> catalogue)
    {
        catalogue.Add(new()
        {
            Name = "mnist",
            Summary = "contextual bandit on MNIST or its kin: image in, one of its classes out, reward 1 if right",
            Options =
            [
                new()
                {
                    Name = "data", Kind = OptionKind.Path, Default = "data/mnist",
                    Summary = "folder with four IDX files, gzipped or not: MNIST, Fashion-MNIST, KMNIST, EMNIST",
                },
            ],
            Create = options => MnistTask.Load(options.Text("data")),
        });
        catalogue.Add(new()
        {
            Name = "bernoulli-bandit",
            Summary = "arms that pay by chance, no context: the smallest task",
            Options =
            [
                new() { Name = "arms", Kind = OptionKind.Integer, Default = "10", Minimum = 2, Maximum = 65536,
                    Summary = "number of arms" },
                Chance("best", "0.9", "chance of the last arm to pay"),
                Chance("others", "0.1", "chance of every other arm to pay"),
            ],
            Create = options => new BernoulliBandit(options.Integer("arms"), options.Number("best"),
                options.Number("others")),
        });
        catalogue.Add(new()
        {
            Name = "gambling-bandit",
            Summary = "a safe arm and one that pays a lot now and then, no context: where dg is fooled",
            Options =
            [
                Reward("safe", "0.5", "reward of arm 0"),
                Reward("lucky", "2", "reward of a lucky draw of arm 1, which else pays 0"),
                Chance("chance", "0.2", "chance of a lucky draw"),
            ],
            Create = options => new GamblingBandit(options.Number("safe"), options.Number("lucky"),
                options.Number("chance")),
        });
        SequenceTaskCatalogue.AddTo(catalogue);
    }

    private static OptionDefinition Reward(string name, string standard, string summary) => new()
    {
        Name = name, Kind = OptionKind.Number, Default = standard, Minimum = -1e6, Maximum = 1e6, Summary = summary,
    };

    private static OptionDefinition Chance(string name, string standard, string summary) => new()
    {
        Name = name, Kind = OptionKind.Number, Default = standard, Minimum = 0, Maximum = 1, Summary = summary,
    };
}
