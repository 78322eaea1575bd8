namespace Delight.Host.Reproducing;

/// <summary>Mean and spread of a few numbers, such as one metric over seeds.</summary>
/// <param name="N">How many.</param>
/// <param name="Mean">NaN for none.</param>
/// <param name="StandardError"><c>sqrt(Σ (x − mean)² / (n − 1) / n)</c>; null below two, where nothing is known of the
/// spread.</param>
internal sealed record Sample(int N, double Mean, double? StandardError)
{
    /// <summary>Half the width of the 95 % interval by Student's t; null below two.</summary>
    public double? Interval => StandardError is { } error ? StudentT.Quantile975(N - 1) * error : null;

    /// <summary>Of numbers; those that are not finite do not count.</summary>
    public static Sample Of(IEnumerable<double> numbers)
    {
        double[] known = [.. numbers.Where(double.IsFinite)];
        if (known.Length == 0)
        {
            return new Sample(0, double.NaN, null);
        }

        double mean = known.Average();
        return new Sample(known.Length, mean, known.Length < 2 ? null : Math.Sqrt(
            known.Sum(number => (number - mean) * (number - mean)) / (known.Length - 1) / known.Length));
    }

    /// <summary>Of the differences between two estimators, paired by seed.</summary>
    /// <param name="first">By seed.</param>
    /// <param name="second">By seed; seeds that only one of both has do not count.</param>
    public static Sample OfDifferences(
        IReadOnlyDictionary<ulong, double> first, IReadOnlyDictionary<ulong, double> second) =>
        Of(first.Where(entry => second.ContainsKey(entry.Key)).OrderBy(entry => entry.Key)
            .Select(entry => entry.Value - second[entry.Key]));
}
