using System.Globalization;
using System.Text;

namespace Delight.Samples.AkkaClusterPartitions;

/// <summary>The table of all strategies, with 95 % intervals.</summary>
public static class Page
{
    private const double Z = 1.96;

    /// <summary>Writes the table.</summary>
    public static string Table(IReadOnlyList<(string Strategy, IReadOnlyList<PartitionOutcome> Outcomes)> results)
    {
        StringBuilder text = new();
        text.AppendLine(
            "| strategy | nodes that survive | nobody survives | no leader, seconds | two leaders at once | "
            + "two leaders, seconds when it happens |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach ((string strategy, IReadOnlyList<PartitionOutcome> outcomes) in results)
        {
            string[] cells =
            [
                strategy, Mean(outcomes.Select(one => (double)one.Survivors)),
                Share(outcomes, one => one.Survivors == 0), Mean(outcomes.Select(one => one.SecondsWithoutLeader)),
                Share(outcomes, one => one.SecondsWithSeveral > 0),
                Mean(outcomes.Where(one => one.SecondsWithSeveral > 0).Select(one => one.SecondsWithSeveral)),
            ];
            text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |");
        }

        return text.ToString();
    }

    /// <summary>Mean with its interval, by the normal approximation.</summary>
    private static string Mean(IEnumerable<double> values)
    {
        double[] all = [.. values];
        if (all.Length < 2)
        {
            return all.Length == 0 ? "never" : Number(all[0]);
        }

        double mean = all.Average();
        double half = Z * Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / (all.Length - 1) / all.Length);
        return $"{Number(mean)} ± {Number(half)}";
    }

    /// <summary>Share with Wilson's interval.</summary>
    private static string Share(IReadOnlyList<PartitionOutcome> outcomes, Func<PartitionOutcome, bool> holds)
    {
        double n = outcomes.Count, share = outcomes.Count(holds) / n;
        double middle = (share + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        double half = Z / (1 + (Z * Z / n)) * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * share:0.0} % ({100 * Math.Max(0, middle - half):0.0} to {100 * (middle + half):0.0})");
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
