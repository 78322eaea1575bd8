using Delight.Experiments.Records;

namespace Delight.Experiments.Sweeps;

/// <summary>Mean and spread of a few numbers, such as one metric over seeds.</summary>
/// <param name="N">How many.</param>
/// <param name="Mean">NaN for none.</param>
/// <param name="StandardError"><c>sqrt(Σ (x − mean)² / (n − 1) / n)</c>; null below two, where nothing is known of the
/// spread.</param>
public sealed record Sample(int N, double Mean, double? StandardError)
{
    private const int BimodalFrom = 3;
    private const double GapShare = 2.0 / 3;

    /// <summary>The numbers themselves, in the order given.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>NaN for none.</summary>
    public double Median => N == 0 ? double.NaN : EvaluationHistory.Median(Values);

    /// <summary>Half the width of the 95 % interval by Student's t; null below two.</summary>
    public double? Interval => StandardError is { } error ? StudentT.Quantile975(N - 1) * error : null;

    /// <summary>True where a mean would name a value that no number is near: there are at least three, they spread over
    /// more than <paramref name="least"/>, and one gap is more than two thirds of that spread.</summary>
    /// <param name="least">The spread that matters.</param>
    public bool IsBimodal(double least)
    {
        double[] sorted = [.. Values.Order()];
        return N >= BimodalFrom && sorted[^1] - sorted[0] > least
            && sorted.Skip(1).Zip(sorted, (next, one) => next - one).Max() > GapShare * (sorted[^1] - sorted[0]);
    }

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
            known.Sum(number => (number - mean) * (number - mean)) / (known.Length - 1) / known.Length))
        {
            Values = known,
        };
    }

    /// <summary>Of the differences between two estimators, paired by seed.</summary>
    /// <param name="first">By seed.</param>
    /// <param name="second">By seed; seeds that only one of both has do not count.</param>
    public static Sample OfDifferences(
        IReadOnlyDictionary<ulong, double> first, IReadOnlyDictionary<ulong, double> second) =>
        Of(first.Where(entry => second.ContainsKey(entry.Key)).OrderBy(entry => entry.Key)
            .Select(entry => entry.Value - second[entry.Key]));
}
