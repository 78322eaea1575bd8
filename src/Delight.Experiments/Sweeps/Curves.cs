using Delight.Experiments.Records;

namespace Delight.Experiments.Sweeps;

/// <summary>Lines over training, from the curves that results keep.</summary>
public static class Curves
{
    /// <summary>The longest point of a sweep that is solved within a number of steps.</summary>
    public const string LongestSolved = "longestSolved";

    /// <summary>What a curve may show.</summary>
    public static readonly string[] Names =
    [
        "error", "reward", "gradientNorm", "entropy", "backwardShare", "cosineToPolicyGradient", "cosineToCrossEntropy",
    ];

    /// <summary>Name of a curve for people.</summary>
    public static string LabelOf(string name) => name switch
    {
        "error" => "error on held-out contexts",
        "reward" => "reward of the rows trained on",
        "gradientNorm" => "norm of the gradient",
        "entropy" => "entropy of the policy, nats",
        "backwardShare" => "share of the rows passed backward",
        "cosineToPolicyGradient" => "cosine with the exact policy gradient",
        "cosineToCrossEntropy" => "cosine with cross-entropy",
        _ => "longest point solved",
    };

    /// <summary>X and Y of one run; empty where it has no such curve.</summary>
    public static IReadOnlyList<(double X, double Y)> Of(CellResult result, FigureAxis axis, string name)
    {
        bool isEvaluated = name == "error";
        IReadOnlyDictionary<string, double[]> curves = isEvaluated ? result.Evaluations : result.Measurements;
        if (result.Status != RunStatus.Finished || !curves.TryGetValue(name, out double[]? y)
            || XOf(result, axis, isEvaluated) is not { } x)
        {
            return [];
        }

        return [.. x.Zip(y).Where(point => double.IsFinite(point.First) && double.IsFinite(point.Second))];
    }

    /// <summary>For each number of steps the longest point that every shorter one is solved by too.</summary>
    /// <param name="byPoint">Runs of one estimator and seed by the point's place on the axis.</param>
    public static IReadOnlyList<(double X, double Y)> Longest(IEnumerable<(double X, CellResult Result)> byPoint)
    {
        (double X, double Solved, double Steps)[] points = [.. byPoint.OrderBy(point => point.X)
            .Select(point => (point.X, Metric.Find("solvedStep")!.Of(point.Result), (double)point.Result.Steps))];
        if (points.Length == 0)
        {
            return [];
        }

        List<(double, double)> longest = [(0, 0)];
        double at = 0;
        foreach ((double x, double solved, _) in points)
        {
            if (!double.IsFinite(solved))
            {
                break;
            }

            at = Math.Max(at, solved);
            longest.Add((at, x));
        }

        longest.Add((points.Max(point => point.Steps), longest[^1].Item2));
        return longest;
    }

    /// <summary>Y at X of a line that runs straight between its points; NaN outside of it.</summary>
    /// <param name="line">Ascending.</param>
    /// <param name="x">Where.</param>
    /// <param name="isStepped">True to keep each value until the next point.</param>
    public static double At(IReadOnlyList<(double X, double Y)> line, double x, bool isStepped)
    {
        if (line.Count == 0 || x < line[0].X || x > line[^1].X)
        {
            return double.NaN;
        }

        int left = 0;
        while (left + 1 < line.Count && line[left + 1].X <= x)
        {
            left++;
        }

        if (isStepped || left + 1 == line.Count)
        {
            return line[left].Y;
        }

        (double x0, double y0) = line[left];
        (double x1, double y1) = line[left + 1];
        return y0 + ((y1 - y0) * (x - x0) / (x1 - x0));
    }

    private static IReadOnlyList<double>? XOf(CellResult result, FigureAxis axis, bool isEvaluated)
    {
        IReadOnlyDictionary<string, double[]> curves = isEvaluated ? result.Evaluations : result.Measurements;
        return axis switch
        {
            FigureAxis.Steps => curves.GetValueOrDefault("step"),
            FigureAxis.Forward when result.Steps > 0 => curves.GetValueOrDefault("step")?
                .Select(step => step * result.RowsForward / result.Steps).ToArray(),
            FigureAxis.Backward => curves.GetValueOrDefault("backward"),
            FigureAxis.Seconds => curves.GetValueOrDefault("seconds"),
            _ => null,
        };
    }
}
