using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Settings;
using Delight.Experiments.Tests.Support;
using Delight.Reports.Runs;

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

        #region report
        ReportWriter.Write(Path.Combine(folder, "report.html"), [run], run.Summary.Command);
        #endregion

        Assert.Contains("mnist-staleness", File.ReadAllText(_made.File("run/report.html")), StringComparison.Ordinal);
    }
}
