using System.Globalization;

namespace Delight.Actors.Recording;

/// <summary>What dropped rows are counted by.</summary>
/// <param name="Reason">As in <see cref="RowsDropped"/>.</param>
/// <param name="Staleness">Learner steps by powers of ten: 0; 1 for 1 to 9; 2 for 10 to 99; and so on. Null where the
/// rows never arrived.</param>
/// <param name="Difficulty">How well they had done; null where they never arrived.</param>
public readonly record struct DropKey(string Reason, int? Staleness, RowDifficulty? Difficulty)
{
    /// <summary>The class of a staleness: the number of its decimal digits, 0 for 0.</summary>
    public static int ClassOf(long staleness)
    {
        int digits = 0;
        for (; staleness > 0; staleness /= 10)
        {
            digits++;
        }

        return digits;
    }

    /// <summary>For example <c>10-99</c>.</summary>
    public static string ClassText(int digits)
    {
        long from = 1;
        for (int i = 1; i < digits; i++)
        {
            from *= 10;
        }

        return digits == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{from}-{(from * 10) - 1}");
    }
}
