using System.Globalization;
using Delight.Experiments.Text;
using Delight.Experiments.Theory;
using Delight.Learning.Theory;
using Spectre.Console;

namespace Delight.Host.Terminal;

/// <summary>The tables that <c>theory</c> prints.</summary>
internal static class TheoryTable
{
    /// <summary>Writes them, then a line for each verdict.</summary>
    public static void Write(TheoryResult result, IAnsiConsole console)
    {
        console.Write(Points(result));
        console.Write(Gambling(result));
        TextWriter output = console.Profile.Out.Writer;
        foreach (TheoryVerdict verdict in TheoryVerdicts.Of(result))
        {
            output.WriteLine(verdict);
        }

        output.Flush();
    }

    private static Table Points(TheoryResult result)
    {
        Table table = NewTable(
            "delta", "estimator", "cos expected", "cos sampled", "perp. moment", "of failures", "rare success",
            "rare failure");
        foreach ((TheoryPoint point, RareWeight weight) in result.Sweep.Points.Zip(result.Sweep.RareWeights))
        {
            bool isFirst = point.Estimator == result.Estimators[0].Name;
            table.AddRow(
                isFirst ? point.Delta.ToString("G3", CultureInfo.InvariantCulture) : string.Empty,
                point.Estimator,
                point.ExpectedCosine.ToString("0.0000", CultureInfo.InvariantCulture),
                NumberText.Text($"{point.SampledCosine:0.00000} ± {point.SampledCosineError:0.00000}"),
                Scientific(point.Perpendicular),
                Scientific(point.PerpendicularFailures),
                Scientific(weight.Success),
                Scientific(weight.Failure));
        }

        return table;
    }

    private static Table Gambling(TheoryResult result)
    {
        Table table = NewTable("gambling bandit", "expected reward at the end", "gambles with", "misled at");
        foreach (GamblingOutcome outcome in result.Gambling)
        {
            table.AddRow(
                outcome.Estimator,
                outcome.RewardFinal.ToString("0.0000", CultureInfo.InvariantCulture),
                NumberText.Percent(outcome.GambleFinal),
                NumberText.Percent(outcome.MisledShare) + " of policies");
        }

        return table;
    }

    private static Table NewTable(params string[] columns)
    {
        Table table = new() { Border = TableBorder.Simple };
        for (int i = 0; i < columns.Length; i++)
        {
            TableColumn column = new TableColumn(columns[i]).NoWrap();
            table.AddColumn(columns[i] is "estimator" or "gambling bandit" ? column : column.RightAligned());
        }

        return table;
    }

    private static string Scientific(double value) => value.ToString("0.00e0", CultureInfo.InvariantCulture);
}
