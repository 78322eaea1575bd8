using Delight.Actors.Checkpoints;
using Delight.Experiments.Records;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Runs;

/// <summary>The disk of a learner whose run runs again: as empty at the start as it was then.</summary>
/// <param name="files">The run's; they get what is newer than all that is there.</param>
/// <param name="endsAfter">Step behind which the checkpoints of a shorter run may differ; null: none may.</param>
internal sealed class RepeatedCheckpoints(FileCheckpointStore files, long? endsAfter) : ICheckpointStore
{
    private readonly MemoryCheckpointStore _memory = new();
    private readonly PolicyVersion? _newest = files.NewestComplete;
    private readonly HashSet<PolicyVersion> _saved = [];

    /// <inheritdoc/>
    public int? Term => _memory.Term;

    /// <summary>The run's: files are written once it has begun to write, and it hears of a checkpoint that is not the
    /// one that was saved.</summary>
    public RunRecorder? Recorder { get; set; }

    /// <inheritdoc/>
    public void BeginTerm(int term)
    {
        _memory.BeginTerm(term);
        if (Recorder is { HasBegun: true })
        {
            CatchUpTerms();
        }
    }

    /// <inheritdoc/>
    public void Save(Checkpoint checkpoint)
    {
        _memory.Save(checkpoint);
        PolicyVersion version = new(Term ?? 0, checkpoint.Trainer.Steps);
        if (IsNew(version))
        {
            if (Recorder is { HasBegun: true })
            {
                CatchUpTerms();
                files.Save(checkpoint);
                _saved.Add(version);
            }
        }
        else if (!(version.Step > endsAfter) && files.Difference(version, checkpoint) is { } difference)
        {
            Recorder?.Diverge(difference);
        }
    }

    /// <inheritdoc/>
    public Checkpoint? Load() => _memory.Load();

    /// <summary>Puts totals beside a checkpoint that was saved.</summary>
    public void SaveTotals(PolicyVersion version, CheckpointTotals totals)
    {
        if (_saved.Remove(version))
        {
            files.SaveTotals(version, totals);
        }
    }

    private bool IsNew(PolicyVersion version) => _newest is not { } newest || version > newest;

    /// <summary>A checkpoint is of the term that the files have last.</summary>
    private void CatchUpTerms()
    {
        if (_memory.Term > (files.Term ?? -1))
        {
            files.BeginTerm(_memory.Term.Value);
        }
    }
}
