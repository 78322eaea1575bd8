namespace Delight.Actors.Checkpoints;

/// <summary>A learner's store cannot save or load. It ends the training, since the next life of the learner would fail
/// at the same.</summary>
/// <param name="cause">What the store threw; its message is for people.</param>
public sealed class CheckpointStoreException(Exception cause) : Exception(cause.Message, cause);
