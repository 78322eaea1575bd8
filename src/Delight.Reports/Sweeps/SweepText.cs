using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;

namespace Delight.Reports.Sweeps;

/// <summary>Sentences of the page of a sweep.</summary>
internal static class SweepText
{
    /// <summary>A cell by its values and, where there are several, its estimator.</summary>
    public static string Of(SweepResults sweep, SweepCell cell) => string.Join(", ", sweep.Axes.Zip(cell.Values)
        .Select(pair => $"{pair.First.Path} = {pair.Second}")
        .Concat(sweep.Estimators.Count > 1 ? [cell.Estimator] : []));

    /// <summary>What came out, in one or two sentences.</summary>
    public static string Finding(SweepResults sweep)
    {
        if (sweep.Best is not { } best)
        {
            return sweep.Results.Missing > 0
                ? NumberText.Text($"{sweep.Results.Count} of {sweep.Results.Count + sweep.Results.Missing} runs are ")
                    + "done, and no cell has all its seeds yet."
                : "No cell came through with all its seeds, so there is no best one.";
        }

        string found = $"{Of(sweep, best)} is best: {sweep.Metric.Label} {sweep.TextOf(best.Sample)}.";
        if (sweep.Seeds < 2)
        {
            return found;
        }

        int ties = sweep.Cells.Count(cell => cell.IsTied);
        return found + (sweep.Cells.All(cell => cell.Difference is null)
            ? " No other cell has a result to set beside it."
            : ties == 0
            ? " The seeds tell it from every other cell that has results."
            : $" The seeds do not tell it from {NumberText.Counted(ties, "other cell")}.");
    }

    /// <summary>What is to be known before the finding is believed.</summary>
    public static IEnumerable<string> Caveats(SweepResults sweep)
    {
        if (sweep.Results.Missing > 0)
        {
            long all = sweep.Results.Count + sweep.Results.Missing;
            yield return $"{NumberText.Counted(sweep.Results.Missing, "run")} of {NumberText.Count(all)} are not there "
                + "yet: this page is not complete.";
        }

        string[] edges = [.. sweep.Edges.Select(
            edge => $"{edge.Axis.Path} ({(edge.IsLargest ? "largest" : "least")})")];
        if (edges.Length > 0)
        {
            yield return "The best cell is at an end of what was tried, so a better one may lie beyond: "
                + $"{NumberText.List(edges)}.";
        }

        if (sweep.Best is not null)
        {
            yield return sweep.Seeds < 2
                ? "One seed says nothing of the spread, so no cell can be told from another: give --seeds."
                : "Two cells are told apart where the 95 % interval of their difference, paired by seed, does not hold "
                    + "0.";
        }
    }
}
