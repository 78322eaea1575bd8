using System.Text.Json.Nodes;

namespace Delight.Development.Bench;

/// <summary>Times two ways of doing the same work in turn, A B A B, so that a machine's moods fall on both.</summary>
internal static class SideBySide
{
    /// <summary>Measures.</summary>
    /// <param name="name">The row's name.</param>
    /// <param name="ours">Does our work once and says its milliseconds a unit.</param>
    /// <param name="reference">Does the reference's, or null where it cannot run.</param>
    /// <param name="rounds">Turns of each, at least 1; one more of each goes before and is not counted.</param>
    /// <param name="details">Gets the spread under the row's name.</param>
    /// <returns>Medians over the rounds.</returns>
    public static BenchRow Measure(string name, Func<double> ours, Func<double>? reference, int rounds,
        JsonObject details)
    {
        List<double> our = [], their = [];
        for (int round = -1; round < rounds; round++)
        {
            double mine = ours();
            double? other = reference?.Invoke();
            if (round >= 0)
            {
                our.Add(mine);
                their.AddRange(other is { } time ? [time] : []);
            }
        }

        details[name] = new JsonObject
        {
            ["rounds"] = rounds,
            ["oursMin"] = our.Min(),
            ["oursMax"] = our.Max(),
            ["referenceMin"] = their.Count > 0 ? their.Min() : null,
            ["referenceMax"] = their.Count > 0 ? their.Max() : null,
        };
        return new BenchRow(name, Median(our), their.Count > 0 ? Median(their) : null, "ms");
    }

    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
