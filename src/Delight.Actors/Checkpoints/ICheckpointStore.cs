namespace Delight.Actors.Checkpoints;

/// <summary>The disk of the learner's node: survives every crash of the learner and of its node.</summary>
/// <remarks>Used by one learner at a time. An exception from it ends the training: see
/// <see cref="CheckpointStoreException"/>.</remarks>
public interface ICheckpointStore
{
    /// <summary>The newest term that was begun; null before the first.</summary>
    int? Term { get; }

    /// <summary>Persists that a term has begun, before anything else of it happens.</summary>
    /// <param name="term">Above <see cref="Term"/>.</param>
    void BeginTerm(int term);

    /// <summary>Persists a checkpoint in place of the one before: afterwards either of them can be loaded, never half
    /// of one.</summary>
    void Save(Checkpoint checkpoint);

    /// <summary>The newest checkpoint; null where none was saved.</summary>
    Checkpoint? Load();
}
