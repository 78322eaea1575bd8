using System.Globalization;
using Delight.Learning.Catalogue;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Sequences;

namespace Delight.Learning.Parts;

/// <summary>The sequence tasks by name.</summary>
public static class SequenceTaskCatalogue
{
    private const int LengthMax = 4096;

    /// <summary>Adds all of them.</summary>
    public static void AddTo(PartCatalogue<Func<OptionValues, ITask>> catalogue)
    {
        catalogue.Add(new()
        {
            Name = "token-reversal",
            Summary =
            "a prompt of tokens in, the same tokens backwards out; pays for tokens right before the first error",
            Options = [Length("10"), Vocabulary("2"), Kappa, Reward],
            CheckTogether = CheckReward,
            Create = options =>
            new TokenReversal(options.Integer("length"), options.Integer("vocabulary"), RewardOf(options)),
        });
        catalogue.Add(new()
        {
            Name = "forward-copy",
            Summary = "a prompt of tokens in, the same tokens out; pays for tokens right before the first error",
            Options = [Length("10"), Vocabulary("2"), Kappa, Reward],
            CheckTogether = CheckReward,
            Create = options =>
            new ForwardCopy(options.Integer("length"), options.Integer("vocabulary"), RewardOf(options)),
        });
        catalogue.Add(new()
        {
            Name = "bit-parity",
            Summary = "a prompt of bits in, one token out: whether the number of ones is odd; pays 1 or -1",
            Options = [Length("10")],
            Create = options => new BitParity(options.Integer("length")),
        });
        catalogue.Add(new()
        {
            Name = "key-value-recall",
            Summary = "pairs of key and value and a key in, its last value out; pays 1 or -1",
            Options = [Size("pairs", "4", 1, LengthMax / 2, "number of pairs in the prompt"), Vocabulary("8")],
            Create = options => new KeyValueRecall(options.Integer("pairs"), options.Integer("vocabulary")),
        });
        catalogue.Add(new()
        {
            Name = "subsequence-match",
            Summary = "a prompt of tokens in, a longer answer out that has them in order; pays 1 or -1",
            Options = [Length("5"),
            Size("answer", null, 2, 2 * LengthMax, "tokens of the answer; not set: twice the length"), Vocabulary("2")],
            CheckTogether = options => AnswerOf(options) > options.Integer("length") ? null : string.Create(
                CultureInfo.InvariantCulture,
                $"answer is {AnswerOf(options)} and length is {options.Integer("length")}; " +
                $"the answer must be longer. Set answer to at least {options.Integer("length") + 1}."),
            Create = options =>
            new SubsequenceMatch(options.Integer("length"), AnswerOf(options), options.Integer("vocabulary")),
        });
    }

    private static OptionDefinition Kappa => new()
    {
        Name = "kappa", Kind = OptionKind.Number, Minimum = 0, Maximum = 1,
        Summary =
        "share of the reward paid token by token, the rest for full success; not set: 1, and 0 where sparse",
    };

    private static OptionDefinition Reward => new()
    {
        Name = "reward", Kind = OptionKind.Choice, Choices = ["dense", "bag", "sparse"], Default = "dense",
        Summary = "dense: by kappa, tokens before the first error; bag: by kappa, all right tokens; sparse: 1 for full "
            + "success, else 0",
    };

    private static OptionDefinition Length(string standard) =>
        Size("length", standard, 1, LengthMax, "tokens of the prompt");

    private static OptionDefinition Vocabulary(string standard) =>
        Size("vocabulary", standard, 2, 256, "number of different tokens");

    private static OptionDefinition Size(string name, string? standard, int minimum, int maximum, string summary) =>
        new()
    {
        Name = name, Kind = OptionKind.Integer, Default = standard, Minimum = minimum, Maximum = maximum,
            Summary = summary,
    };

    private static string? CheckReward(OptionValues options) =>
        options.Text("reward") == "sparse" && options.Has("kappa") && options.Number("kappa") != 0
            ? $"kappa is {options.Text("kappa")} and reward is sparse, " +
                "which pays nothing token by token. Leave kappa out, or set reward to dense."
            : null;

    private static PrefixReward RewardOf(OptionValues options) =>
        new(options.Text("reward") == "sparse" ? 0 : options.Has("kappa") ? options.Number("kappa") : 1)
        {
            CountsAll = options.Text("reward") == "bag",
        };

    private static int AnswerOf(OptionValues options) =>
        options.Has("answer") ? options.Integer("answer") : 2 * options.Integer("length");
}
