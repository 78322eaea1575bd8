using System.Globalization;

namespace Delight.Learning.Catalogue;

/// <summary>Reads option values as they are written in files and on the command line.</summary>
public static class OptionText
{
    /// <summary>Writes a number so that <see cref="TryNumber"/> reads the same bits again.</summary>
    public static string Of(double number) => double.IsInfinity(number)
        ? (number > 0 ? "infinity" : "-infinity")
        : number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Reads a number in invariant notation; <c>infinity</c> is one.</summary>
    public static bool TryNumber(string text, out double number)
    {
        if (text is "infinity" or "-infinity")
        {
            number = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    /// <summary>Reads a list such as <c>[100, 100]</c>; <c>[]</c> is the empty list.</summary>
    public static bool TryIntegers(string text, out int[] integers)
    {
        integers = [];
        if (text.Length < 2 || text[0] != '[' || text[^1] != ']')
        {
            return false;
        }

        if (text.AsSpan(1, text.Length - 2).Trim().IsEmpty)
        {
            return true;
        }

        string[] elements = text[1..^1].Split(',', StringSplitOptions.TrimEntries);
        int[] read = new int[elements.Length];
        for (int i = 0; i < elements.Length; i++)
        {
            if (!int.TryParse(elements[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out read[i]))
            {
                return false;
            }
        }

        integers = read;
        return true;
    }
}
