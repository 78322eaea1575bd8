using Delight.Actors.Frictions;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.Learners;

/// <summary>The learner tells itself that enough rows may wait for another update.</summary>
/// <remarks>Wire: never leaves its actor. Losing one delays the update until the next arrival.</remarks>
public sealed record TrainNextBatch : IMessage
{
    /// <inheritdoc/>
    public string WireName => "train-next-batch/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest)
    {
        // It has no fields.
    }
}

/// <summary>One update was taken.</summary>
/// <param name="Version">The version that it made.</param>
/// <param name="Staleness">Rows by staleness at consumption, in learner steps.</param>
/// <param name="Frictions">Rows by what happened to them; the sender does not touch it again.</param>
/// <remarks>Wire: <c>batch-trained/1</c>. Losing one makes the record's counts too small.</remarks>
public sealed record BatchTrained(
    PolicyVersion Version, IReadOnlyList<(long Staleness, int Rows)> Staleness, FrictionCounts Frictions) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "batch-trained/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest)
    {
        digest.Add(Version);
        foreach ((long staleness, int rows) in Staleness)
        {
            digest.Add(staleness);
            digest.Add(rows);
        }
    }
}

/// <summary>Rows will never be trained on.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Reason"><c>stale</c>, <c>lost</c>, <c>unknown-request</c> or <c>after-end</c>.</param>
/// <remarks>Wire: <c>rows-dropped/1</c>. Losing one makes the record's counts too small.</remarks>
public sealed record RowsDropped(int Rows, string Reason) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "rows-dropped/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest)
    {
        digest.Add(Rows);
        digest.Add(Reason);
    }
}

/// <summary>A measurement over some updates is due.</summary>
/// <param name="Measurement">Means since the one before.</param>
/// <remarks>Wire: <c>updates-measured/1</c>. Losing one leaves a gap in the curves.</remarks>
public sealed record UpdatesMeasured(UpdateMeasurement Measurement) : IMessage
{
    /// <inheritdoc/>
    public string WireName => "updates-measured/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest)
    {
        digest.Add(Measurement.Step);
        digest.Add(Measurement.Objective);
        digest.Add(Measurement.GradientNorm);
    }
}

/// <summary>The learner has taken its last update.</summary>
/// <param name="Snapshot">The final policy.</param>
/// <remarks>Wire: <c>training-finished/1</c>. Losing one keeps the run from ending.</remarks>
public sealed record TrainingFinished(PolicySnapshot Snapshot) : IMessage, IRetained
{
    /// <inheritdoc/>
    public string WireName => "training-finished/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest) => digest.Add(Snapshot.Version);

    /// <inheritdoc/>
    public void Retain() => Snapshot.Retain();

    /// <inheritdoc/>
    public void Release() => Snapshot.Release();
}
