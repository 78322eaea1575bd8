using Delight.Actors.Coordination;
using Delight.Experiments.Records;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Runs;

/// <summary>A run that has ended, or was ended, and goes on in its folder.</summary>
/// <remarks>
/// <para>A live run goes on from its newest checkpoint, see <see cref="CheckpointedRun"/>; a simulated one runs again
/// up to where its record ends, see <see cref="RepeatedRun"/>.</para>
/// <para>Holds the lock of the run's checkpoints until it is disposed.</para>
/// </remarks>
public abstract class ResumedRun : IDisposable
{
    private protected ResumedRun(RunRecord record, FileCheckpointStore files) => (Record, Files) = (record, files);

    /// <summary>Learner step from which on updates are taken in this process.</summary>
    public abstract long Step { get; }

    /// <summary>What a reader is told at the start, in a few words.</summary>
    public abstract string Announcement { get; }

    /// <summary>Restarts of actors that this process does not count.</summary>
    internal abstract long RestartsBefore { get; }

    /// <summary>The record as it was.</summary>
    private protected RunRecord Record { get; }

    /// <summary>The checkpoints of the folder.</summary>
    private protected FileCheckpointStore Files { get; }

    /// <summary>Opens a run's folder and checks that the run can go on there; nothing is changed.</summary>
    /// <param name="folder">The folder of a run.</param>
    /// <param name="prepared">The scenario as the command line has it.</param>
    /// <param name="runtime">Name of the runtime.</param>
    /// <param name="catalogues">The parts that the recorded scenario may name.</param>
    /// <exception cref="UserErrorException">It cannot: one line for each problem.</exception>
    public static ResumedRun Open(
        string folder, PreparedScenario prepared, string runtime, PartCatalogues catalogues)
    {
        RunRecord record = RunRecord.Read(folder);
        ResumptionRules.Require(record, prepared.Scenario, runtime, catalogues);
        List<string> passedOver = [];
        FileCheckpointStore files = FileCheckpointStore.Open(folder, prepared.Origin, passedOver.Add);
        try
        {
            record = RunRecord.Read(folder); // who held the folder until now may have written to it
            ResumptionRules.Require(record, prepared.Scenario, runtime, catalogues);
            return record.Summary.IsSimulated
                ? RepeatedRun.Of(record, files, prepared.Scenario)
                : CheckpointedRun.Of(record, files, prepared.Scenario, passedOver);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>True where a run can go on, as far as names of files tell: a live one from a checkpoint, a simulated
    /// one from its record.</summary>
    public static bool IsPossible(RunSummary run, string folder) => run.IsSimulated
        ? RunRecord.IsIn(folder) && Directory.Exists(Path.Combine(folder, RunFolder.CheckpointsFolder))
        : FileCheckpointStore.HasCheckpoint(folder);

    /// <summary>What is written beside the record.</summary>
    /// <param name="asked">What the command line asks for.</param>
    /// <exception cref="UserErrorException">A stream or a trace of a part of a run is none.</exception>
    public abstract (bool IsRecorded, bool IsTraced) Attachments((bool IsRecorded, bool IsTraced) asked);

    /// <inheritdoc/>
    public void Dispose()
    {
        Files.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The plan that the run goes on with.</summary>
    internal abstract TrainingPlan Continue(TrainingPlan plan);

    /// <summary>Goes on with the record.</summary>
    /// <param name="started">Summary of a run which begins now.</param>
    /// <param name="diverged">Hears why the run, which turns out to be another one, is refused.</param>
    internal abstract RunRecorder OpenRecord(RunSummary started, Action<UserErrorException> diverged);

    /// <summary>What stays of the summary, whatever the run goes on from.</summary>
    private protected RunSummary Kept(RunSummary started) => started with
    {
        Started = Record.Summary.Started,
        Sources = started.Sources
            .Where(source => source.Value.StartsWith("--", StringComparison.Ordinal))
            .Concat(Record.Summary.Sources)
            .DistinctBy(source => source.Key)
            .ToDictionary(StringComparer.Ordinal),
        WallTime = Record.Summary.WallTime,
        Resumptions = Record.Summary.Resumptions + 1,
    };
}
