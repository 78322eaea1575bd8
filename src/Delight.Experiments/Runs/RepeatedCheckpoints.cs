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

    /// <inheritdoc/>
    public int? Term => _memory.Term;

    /// <summary>Hears of a checkpoint that is not the one that was saved.</summary>
    public Action<string>? Diverged { get; set; }

    /// <inheritdoc/>
    public void BeginTerm(int term)
    {
        _memory.BeginTerm(term);
        if (term > (files.Term ?? -1))
        {
            files.BeginTerm(term);
        }
    }

    /// <inheritdoc/>
    public void Save(Checkpoint checkpoint)
    {
        _memory.Save(checkpoint);
        PolicyVersion version = new(Term ?? 0, checkpoint.Trainer.Steps);
        if (IsNew(version))
        {
            files.Save(checkpoint);
        }
        else if (!(version.Step > endsAfter) && files.Difference(version, checkpoint) is { } difference)
        {
            Diverged?.Invoke(difference);
        }
    }

    /// <inheritdoc/>
    public Checkpoint? Load() => _memory.Load();

    /// <summary>Puts totals beside a checkpoint that was saved.</summary>
    public void SaveTotals(PolicyVersion version, CheckpointTotals totals)
    {
        if (IsNew(version))
        {
            files.SaveTotals(version, totals);
        }
    }

    private bool IsNew(PolicyVersion version) => _newest is not { } newest || version > newest;
}
