using System.Globalization;

namespace Delight.Experiments.Text;

/// <summary>Whole numbers of command lines.</summary>
public static class OptionCount
{
    /// <summary>Reads one.</summary>
    /// <param name="name">Of the option, for the message.</param>
    /// <param name="text">As typed; null: the option was not given.</param>
    /// <param name="standard">What it then is.</param>
    /// <param name="max">Largest allowed; the least is 1.</param>
    /// <exception cref="UserErrorException">It is no such number.</exception>
    public static int Read(string name, string? text, int standard, int max)
    {
        List<string> problems = [];
        int count = Read(name, text, (standard, max), problems);
        return problems.Count == 0 ? count : throw new UserErrorException(problems);
    }

    /// <summary>The same, where a refusal is one problem of several.</summary>
    /// <param name="name">Of the option, for the message.</param>
    /// <param name="text">As typed; null: the option was not given.</param>
    /// <param name="range">What it is then, and the largest allowed.</param>
    /// <param name="problems">Gets a sentence where it is no such number.</param>
    public static int Read(string name, string? text, (int Standard, int Max) range, ICollection<string> problems)
    {
        int count = range.Standard;
        bool isRight = text is null || (int.TryParse(
            text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1 && count <= range.Max);
        if (!isRight)
        {
            problems.Add($"{name} is '{text}'; it must be a whole number from 1 to {range.Max}.");
        }

        return count;
    }
}
