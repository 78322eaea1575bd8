using Delight.Actors.Testing.Training;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Tests.Support;
using Delight.Learning.Parts;

namespace Delight.Experiments.Tests.Runs;

/// <summary>A simulated run in which every role crashes, and its folders.</summary>
internal sealed class FaultyRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PartCatalogues _catalogues = new();

    public string FolderOf(string run) => Directory.CreateDirectory(_folder.File(run)).FullName;

    public void Dispose() => _folder.Dispose();

    /// <summary>A new run.</summary>
    public async Task<RunSummary> BeginAsync(string run, Interrupter interrupter, int steps = 100)
    {
        TrainingRun begun = new(new SimulatedTrainingRuntime(), Prepared(steps), FolderOf(run), $"begin {run}")
        {
            Attachments = [interrupter],
        };
        return await begun.ExecuteAsync(new SilentProgress(), interrupter.Token);
    }

    /// <summary>Goes on with a run.</summary>
    public async Task<RunSummary> ResumeAsync(string run, Interrupter interrupter, int steps = 100)
    {
        PreparedScenario prepared = Prepared(steps);
        using ResumedRun resumed = ResumedRun.Open(FolderOf(run), prepared, "simulated", _catalogues);
        TrainingRun again = new(new SimulatedTrainingRuntime(), prepared, FolderOf(run), $"begin {run}", resumed)
        {
            Attachments = [interrupter],
        };
        return await again.ExecuteAsync(new SilentProgress(), interrupter.Token);
    }

    /// <summary>A folder as a kill leaves it: files cut off anywhere, and no end of the run.</summary>
    /// <param name="whole">A run that has ended.</param>
    /// <param name="killed">The new folder.</param>
    /// <param name="shares">Of the bytes of metrics and of events that reached the disk.</param>
    public void Kill(string whole, string killed, (double Metrics, double Events) shares)
    {
        string from = FolderOf(whole), to = FolderOf(killed);
        string summary = File.ReadAllText(Path.Combine(from, RunFolder.SummaryFile));
        File.WriteAllText(
            Path.Combine(to, RunFolder.SummaryFile),
            summary.Replace("\"status\": \"finished\"", "\"status\": \"running\"", StringComparison.Ordinal)
                .Replace("\n  \"steps\": 100", "\n  \"steps\": 0", StringComparison.Ordinal));
        Cut(RunFolder.MetricsFile, shares.Metrics);
        Cut(RunFolder.EventsFile, shares.Events);

        void Cut(string name, double share)
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(from, name));
            File.WriteAllBytes(Path.Combine(to, name), bytes[..(int)(share * bytes.Length)]);
        }
    }

    /// <summary>Lines of a file that the run itself wrote.</summary>
    public string[] Lines(string run, string file) => [.. File.ReadAllLines(Path.Combine(FolderOf(run), file))
        .Where(line => !line.Contains("\"run-resumed\"", StringComparison.Ordinal))];

    private PreparedScenario Prepared(int steps) => PreparedScenario.Prepare(
        new ScenarioArguments
        {
            Scenario = Path.Combine(RepositoryRoot.Find()!, "scenarios", "chaos.json"),
            Sets = ["seed=5", $"learner.steps={steps}", "recorder.every=10", "evaluation.every=10"],
        }.Load(_catalogues),
        _catalogues);
}
