using Delight.Experiments.Text;

namespace Delight.Experiments.Scenarios;

/// <summary>Decides between a folder to go on with and a scenario to begin with.</summary>
public static class ResumedFolder
{
    /// <summary>The folder to go on with; null: a scenario is given.</summary>
    /// <param name="folder">Of <c>--resume</c>; null: not given.</param>
    /// <param name="verb">For messages.</param>
    /// <param name="given">What else is given that the folder has.</param>
    /// <param name="scenario">The scenario; null: not given.</param>
    /// <exception cref="UserErrorException">Both are given, or neither.</exception>
    public static string? Check(string? folder, string verb, IReadOnlyList<string> given, string? scenario)
    {
        if (folder is not null && given.Count > 0)
        {
            throw new UserErrorException(
                $"--resume {folder} and {NumberText.List(given)} are both given; the folder says what to run. Leave "
                + "out one of them.");
        }

        return folder is null && scenario is null
            ? throw new UserErrorException(
                $"{verb} has no scenario. Name one, or a folder to go on with: --resume DIR. See ./delight {verb} "
                + "--help.")
            : folder;
    }
}
