using Delight.Actors.Checkpoints;
using Delight.Actors.Messages;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.Learners;

/// <summary>The learner tells itself that enough rows may wait for another update.</summary>
/// <remarks>Wire: never leaves its actor. Losing one delays the update until the next arrival.</remarks>
public sealed record TrainNextBatch : IMessage
{
    /// <inheritdoc/>
    public string WireName => "train-next-batch/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}

/// <summary>The learner tells itself to save what it captured, once the update is done.</summary>
/// <param name="Version">Of what it captured.</param>
/// <param name="Checkpoint">What it captured.</param>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record SaveCheckpoint(PolicyVersion Version, Checkpoint Checkpoint) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "save-checkpoint/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Version);
}

/// <summary>The run is to end before its last update: the learner saves where it is and takes no more
/// updates.</summary>
/// <remarks>Wire: never leaves its process. <see cref="Recording.LastCheckpointSaved"/> answers it. Losing one costs
/// the updates since the last checkpoint.</remarks>
public sealed record SaveLastCheckpoint : IMessage
{
    /// <inheritdoc/>
    public string WireName => "save-last-checkpoint/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}

/// <summary>The learner looks after requests without an answer, and after a policy that may have got lost.</summary>
/// <remarks>Wire: never leaves its actor.</remarks>
public sealed record LookAfterRequests : IMessage
{
    /// <inheritdoc/>
    public string WireName => "look-after-requests/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}

/// <summary>The learner has taken its last update.</summary>
/// <param name="Snapshot">The final policy.</param>
/// <remarks>Wire: <c>training-finished/1</c>. Losing one keeps the run from ending.</remarks>
public sealed record TrainingFinished(PolicySnapshot Snapshot) : IMessage, IPolicyMessage, ISized
{
    /// <inheritdoc/>
    public long Bytes => Snapshot.Bytes;

    /// <inheritdoc/>
    public string WireName => "training-finished/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Snapshot.Version);
}
