using Akka.Actor;
using Delight.Actors.Frictions;
using Delight.Actors.Messages;
using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.Recording;

/// <summary>One update was taken.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Staleness">Rows by staleness at consumption, in learner steps.</param>
/// <param name="Frictions">Rows by what happened to them; the sender does not touch it again.</param>
/// <remarks>Wire: <c>batch-trained/1</c>. Losing one makes the record's counts too small.</remarks>
[DigestName("Delight.Actors.Learners.BatchTrained")]
public sealed record BatchTrained(
    PolicyVersion Version, IReadOnlyList<(long Staleness, int Rows)> Staleness, FrictionCounts Frictions) : IMessage
{
    /// <summary>The same rows by the other figures of staleness, and by how well they did; the sender does not touch it
    /// again.</summary>
    public required ConsumedRows Consumed { get; init; }

    /// <inheritdoc/>
    public string WireName => "batch-trained/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Version);
        foreach ((long staleness, int rows) in Staleness)
        {
            fields.Add(staleness);
            fields.Add(rows);
        }
    }
}

/// <summary>A learner goes on from a checkpoint after a crash.</summary>
/// <param name="Version">A new term, and the step of the checkpoint.</param>
/// <param name="RowsLost">Rows that were granted or waited when the checkpoint was taken.</param>
/// <remarks>Wire: <c>learner-recovered/1</c>. Losing one makes the record's counts too small.</remarks>
[DigestName("Delight.Actors.Learners.LearnerRecovered")]
public sealed record LearnerRecovered(PolicyVersion Version, long RowsLost) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "learner-recovered/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Version);
        fields.Add(RowsLost);
    }
}

/// <summary>The learner saves a checkpoint.</summary>
/// <param name="Version">Of what it saves.</param>
/// <remarks>Wire: <c>checkpoint-saved/1</c>. Comes behind all that the learner reported up to that version. Losing one
/// costs a resumed run the totals up to there.</remarks>
[DigestName("Delight.Actors.Learners.CheckpointSaved")]
public sealed record CheckpointSaved(PolicyVersion Version) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "checkpoint-saved/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Version);
}

/// <summary>Who asked for a last checkpoint waits until its totals are beside it.</summary>
/// <param name="Asker">Who.</param>
/// <remarks>Wire: never leaves its process. Comes behind all that the learner reported. Losing one makes the asker wait
/// in vain.</remarks>
public sealed record ConfirmLastCheckpoint(IActorRef Asker) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "confirm-last-checkpoint/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Asker.Path.Name);
}

/// <summary>The last checkpoint and its totals are saved.</summary>
/// <remarks>Wire: never leaves its process. Losing one makes the asker wait in vain.</remarks>
public sealed record LastCheckpointSaved : IMessage
{
    /// <inheritdoc/>
    public string WireName => "last-checkpoint-saved/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}

/// <summary>Rows will never be trained on.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Reason"><see cref="Stale"/>; <see cref="Uninformative"/>; <c>lost</c> with their worker or without an
/// answer in time;
/// <c>unknown-request</c>: answered before or by somebody else; <c>earlier-term</c>: asked for before a recovery;
/// <c>after-end</c>.</param>
/// <param name="Staleness">Learner steps, where the rows arrived.</param>
/// <param name="Difficulty">How well they had done, where they arrived.</param>
/// <remarks>Wire: <c>rows-dropped/1</c>. Losing one makes the record's counts too small.</remarks>
[DigestName("Delight.Actors.Learners.RowsDropped")]
public sealed record RowsDropped(int Rows, string Reason, long? Staleness = null, RowDifficulty? Difficulty = null)
    : IMessage
{
    /// <summary>The reason of rows that are older than the bound.</summary>
    public const string Stale = "stale";

    /// <summary>The reason of rows whose group teaches nothing, where such rows are replaced.</summary>
    public const string Uninformative = "uninformative";

    /// <summary>True for the reasons of rows that were in the learner's queue already.</summary>
    public static bool IsOfTheQueue(string reason) => reason is Stale or Uninformative;

    /// <inheritdoc/>
    public string WireName => "rows-dropped/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Rows);
        fields.Add(Reason);
    }
}

/// <summary>A measurement over some updates is due.</summary>
/// <param name="Measurement">Means since the one before.</param>
/// <remarks>Wire: <c>updates-measured/3</c>. Losing one leaves a gap in the curves.</remarks>
[DigestName("Delight.Actors.Learners.UpdatesMeasured")]
public sealed record UpdatesMeasured(UpdateMeasurement Measurement) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "updates-measured/3";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        fields.Add(Measurement.Step);
        fields.Add(Measurement.Objective);
        fields.Add(Measurement.GradientNorm);
    }
}

/// <summary>The evaluation of the final policy is in the record.</summary>
/// <remarks>Wire: <c>final-policy-recorded/1</c>. Losing one keeps the run from ending.</remarks>
public sealed record FinalPolicyRecorded : IMessage
{
    /// <inheritdoc/>
    public string WireName => "final-policy-recorded/1";

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields)
    {
        // It has no fields.
    }
}
