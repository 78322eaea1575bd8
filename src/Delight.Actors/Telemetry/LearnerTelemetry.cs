using System.Diagnostics;
using Delight.Actors.Recording;
using Delight.Learning.Parameters;

namespace Delight.Actors.Telemetry;

/// <summary>Spans of one learner's updates, and its queue.</summary>
/// <param name="estimator">Name of the estimator, an attribute of each update.</param>
/// <remarks>Used within the learner's turns. It reads what the learner did and changes nothing.</remarks>
public sealed class LearnerTelemetry(string estimator)
{
    private readonly Level.Share _queue = DelightTelemetry.Queue.CreateShare();

    /// <summary>Begins the span of an update; null where nobody listens.</summary>
    internal static Activity? BeginUpdate() => DelightTelemetry.Source.StartActivity("delight.learner.update");

    /// <summary>Begins a phase of the update at hand; null where nobody listens.</summary>
    /// <param name="name"><c>batch</c>, <c>step</c> or <c>publish</c>.</param>
    internal static Activity? BeginPhase(string name) => Activity.Current?.Source == DelightTelemetry.Source
        ? DelightTelemetry.Source.StartActivity($"delight.learner.{name}")
        : null;

    /// <summary>Says what an update was about.</summary>
    /// <param name="update">Its span; null where nobody listens.</param>
    /// <param name="version">The version that it made.</param>
    /// <param name="trained">What it trained on.</param>
    internal void Describe(Activity? update, PolicyVersion version, BatchTrained trained)
    {
        if (update is null)
        {
            return;
        }

        long rows = trained.Staleness.Sum(group => (long)group.Rows);
        double staleness = trained.Staleness.Sum(group => (double)group.Staleness * group.Rows);
        update.SetTag("delight.policy.version", version.Step)
            .SetTag("delight.policy.term", version.Term)
            .SetTag("delight.batch.rows", rows)
            .SetTag("delight.batch.staleness.mean", staleness / Math.Max(1, rows))
            .SetTag("delight.estimator", estimator);
    }

    /// <summary>Rows wait.</summary>
    internal void Queue(int rows) => _queue.Set(rows);
}
