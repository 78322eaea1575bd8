using System.Globalization;
using Delight.Experiments.Text;
using Delight.Learning.Catalogue;
using Delight.Learning.Theory;

namespace Delight.Experiments.Theory;

/// <summary>What a command line says about the tabular analysis, before anything is checked; null: not given.</summary>
public sealed record TheoryArguments(string? Actions, string? Contamination, string? Baseline, string? Seed)
{
    private const int ActionsMin = 3;
    private const int ActionsMax = 1000;

    /// <summary>What types an analysis again.</summary>
    public static string CommandOf(TheoryOptions options) => NumberText.Text(
        $"./delight theory --actions {options.Actions} --contamination {options.Contamination} ")
        + NumberText.Text($"--baseline {TheoryNames.Of(options.Baseline)} --seed {options.Seed}");

    /// <summary>The options that it means.</summary>
    /// <exception cref="UserErrorException">A line for each that is refused.</exception>
    public TheoryOptions Read()
    {
        TheoryOptions options = new();
        List<string> problems = [];
        if (Actions is not null)
        {
            bool isRight = int.TryParse(Actions, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                && count is >= ActionsMin and <= ActionsMax;
            options = options with { Actions = count };
            Require(
                isRight,
                $"--actions is '{Actions}'; it must be a whole number from {ActionsMin} to {ActionsMax}: with two "
                    + "arms every update lies along the gradient.");
        }

        if (Contamination is not null)
        {
            bool isRight = OptionText.TryNumber(Contamination, out double share) && share is >= 0 and <= 1;
            options = options with { Contamination = share };
            Require(isRight, $"--contamination is '{Contamination}'; it must be a share from 0 to 1.");
        }

        if (Baseline is not null)
        {
            bool isRight = TheoryNames.Baselines.TryGetValue(Baseline, out TheoryBaseline chosen);
            options = options with { Baseline = chosen };
            Require(
                isRight,
                $"--baseline is '{Baseline}'; it must be one of {string.Join(", ", TheoryNames.Baselines.Keys)}."
                    + NearestName.Hint(Baseline, TheoryNames.Baselines.Keys));
        }

        if (Seed is not null)
        {
            bool isRight = ulong.TryParse(
                Seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong root) && root <= long.MaxValue;
            options = options with { Seed = root };
            Require(isRight, $"--seed is '{Seed}'; it must be a whole number from 0 to {long.MaxValue}.");
        }

        return problems.Count == 0 ? options : throw new UserErrorException(problems);

        void Require(bool isRight, string problem)
        {
            if (!isRight)
            {
                problems.Add(problem);
            }
        }
    }
}
