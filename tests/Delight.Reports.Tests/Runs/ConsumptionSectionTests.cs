using System.Xml.Linq;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Reports.Runs;

namespace Delight.Reports.Tests.Runs;

public sealed class ConsumptionSectionTests
{
    private static readonly DropCount[] Drops =
    [
        new("lost", null, null, 7),
        new("stale", "1-9", RowDifficulty.Unsolved, 6),
        new("stale", "1-9", RowDifficulty.Solved, 2),
        new("stale", "10-99", RowDifficulty.Solved, 4),
    ];

    [Fact]
    public void Figures_TwoSeeds_AreMeansOverAllRows()
    {
        ReportGroups groups = Of(
            Run(1, rows: 100, new ConsumptionSummary(1, 2, 3, 0.5, new DifficultyCounts(60, 0, 40))),
            Run(2, rows: 300, new ConsumptionSummary(5, 6, 3, 4.5, new DifficultyCounts(100, 0, 200))));
        XElement row = ConsumptionSection.Figures(groups)!.Descendants("tr").ElementAt(1);
        // In flight 3, in the queue (100·0.5 + 300·4.5) / 400, over decisions (2 + 3·6) / 4, at the end (1 + 3·5) / 4.
        Assert.Equal(["3.0", "3.5", "5.0", "4.0"], row.Elements().Skip(2).Select(cell => cell.Value));
    }

    [Fact]
    public void Drops_ByReasonAndStaleness_StandBesideTheTrainedRows()
    {
        ReportGroups groups = Of(
            Run(1, 100, new ConsumptionSummary(0, 0, 0, 0, new DifficultyCounts(75, 0, 25))));
        string[][] rows = [.. ConsumptionSection.Drops(groups)!.Descendants("tr")
            .Select(row => row.Elements().Select(cell => cell.Value.Replace('\u00a0', ' ')).ToArray())];
        Assert.Equal(
            [
                ["Rows", "Staleness, learner steps", "All", "Solved", "Unsolved"],
                ["trained on", "0–12", "100", "25 (25.0 %)", "75 (75.0 %)"],
                ["dropped: lost", "–", "7", "–", "–"],
                ["dropped: stale", "1–9", "8", "2 (25.0 %)", "6 (75.0 %)"],
                ["dropped: stale", "10–99", "4", "4 (100.0 %)", "0 (0.0 %)"],
            ],
            rows);
    }

    [Fact]
    public void Sections_OfRecordsWithoutTheFigures_AreLeftOut()
    {
        ReportGroups groups = Of(ReportSamples.Run("dg", 1, 0.1));
        Assert.Null(ConsumptionSection.Figures(groups));
        Assert.Null(ConsumptionSection.Drops(groups));
    }

    private static ReportGroups Of(params RunRecord[] runs) => ReportGroups.Of(runs);

    private static RunRecord Run(ulong seed, long rows, ConsumptionSummary consumption)
    {
        RunRecord run = ReportSamples.Run("dg", seed, 0.1, steps: 100);
        return run with
        {
            Summary = run.Summary with
            {
                Episodes = rows, Consumption = consumption, DroppedByClass = Drops,
                Staleness = new StalenessSummary(
                    6, 0, 12, 12, [new StalenessCount(0, rows / 2), new StalenessCount(12, rows / 2)]),
            },
        };
    }
}
