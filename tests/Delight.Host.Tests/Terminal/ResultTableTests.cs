using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Delight.Host.Terminal;

namespace Delight.Host.Tests.Terminal;

public sealed class ResultTableTests
{
    [Fact]
    public void Write_Comparison_HasARowAnEstimatorAndThePathUnbroken()
    {
        using StringWriter writer = new();
        string path = "runs/" + new string('x', 300) + "/report.html";

        ResultTable.Write(
            HostConsole.Create(writer, isRedirected: true, null),
            [
                Run("reinforce", 0.9), Run("dg", 0.02), Run("dg", 0.04),
                Run("pg[x]", null) with { Status = RunStatus.Failed },
            ],
            path);

        string[] lines = [.. writer.ToString().Replace('\u00a0', ' ').Split(Environment.NewLine)
            .Select(line => line.Trim())
            .Where(line => line.Length > 0)];
        Assert.Matches(@"^estimator\W+error\W+n\W+staleness\W+updates\W+wall time$", lines[0]);
        Assert.Matches(@"^dg\W+3\.0 ± 1\.0 %\W+2\W+250\W+10,000\W+42 s$", lines[2]);
        Assert.Matches(@"^reinforce\W+90\.0 %\W+1\W+250\W+10,000\W+42 s$", lines[3]);
        Assert.Matches(@"^pg\[x\]\W+–\W+0 \(1 failed\)\W+250\W+10,000\W+42 s$", lines[4]);
        Assert.Equal($"Report: {path}", lines[^1]);
    }

    private static RunSummary Run(string estimator, double? error) => RecordSamples.Summary(estimator) with
    {
        Status = RunStatus.Finished,
        Error = error,
        Steps = 10_000,
        Staleness = new StalenessSummary(250, 250, 250, 250, [new StalenessCount(250, 10)]),
        WallTime = TimeSpan.FromSeconds(42),
    };
}
