using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Settings;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Tests.Support;
using Delight.Reports.Runs;
using Delight.Reports.Sweeps;

namespace Delight.Experiments.Tests.Code;

/// <summary>The code of the packages' pages.</summary>
public sealed class DocumentedTrainingTests : IDisposable
{
    private readonly TemporaryFolder _made = new();

    public void Dispose() => _made.Dispose();

    [Fact]
    public async Task Readme_RunsComparesAndReports()
    {
        string folder = _made.File("run");

        #region training
        Scenario scenario = ScenarioFile.Load("mnist-staleness");
        Scenario shorter = scenario with { Learner = scenario.Learner with { Steps = 100 } };
        RunRecord run = await Training.RunAsync(shorter, new TrainingOptions { Folder = folder });
        IReadOnlyList<RunRecord> both = await Training.CompareAsync(shorter, ["dg", "pg"], seeds: 2);
        #endregion

        Assert.Equal((100, 4), (run.Steps, both.Count));
        Directory.Delete(Path.GetDirectoryName(both[0].Folder)!, recursive: true);

        string sweepFolder = _made.File("sweep");

        #region sweep
        SweepResults sweep = await Training.SweepAsync(
            shorter, [new SweepAxis("optimiser.learningRate", "3e-4", "1e-3")],
            new SweepOptions { Estimators = ["dg", "pg"], Seeds = 2 }, new TrainingOptions { Folder = sweepFolder });
        SweepPage.Write(sweep);
        SweepCell best = sweep.Best!;
        #endregion

        Assert.Equal((4, 2, 0), (sweep.Cells.Count, best.Sample.N, sweep.Results.Missing));
        Assert.Contains("is best: error", File.ReadAllText(_made.File("sweep/report.html")), StringComparison.Ordinal);

        #region report
        ReportWriter.Write(Path.Combine(folder, "report.html"), [run], run.Summary.Command);
        #endregion

        Assert.Contains("mnist-staleness", File.ReadAllText(_made.File("run/report.html")), StringComparison.Ordinal);
    }
}
