using System.Diagnostics;
using System.Diagnostics.Metrics;
using Delight.Actors.Recording;

namespace Delight.Actors.Telemetry;

/// <summary>Names of the meter and of the source of spans. Both have what live trainings of this process do.</summary>
/// <remarks>
/// <para>Names follow the semantic conventions of OpenTelemetry. docs/hosting.md lists all instruments.</para>
/// <para>Simulated trainings feed none of it: their time is virtual, and a listener must not change them.</para>
/// <para>An instrument without a listener costs a test of a flag.</para>
/// </remarks>
public static class DelightTelemetry
{
    /// <summary>Name of the meter, for <c>AddMeter</c>.</summary>
    public const string MeterName = "Delight";

    /// <summary>Name of the activity source, for <c>AddSource</c>.</summary>
    public const string SourceName = "Delight";

    /// <summary>Attribute of dropped rows and of dropped messages.</summary>
    public const string DropReason = "delight.drop.reason";

    private static readonly Meter Meter = new(MeterName, VersionOf());

    // Powers of about three: a staleness of 5,000 and one of 10,000 mean the same.
    private static readonly long[] StalenessBounds =
        [0, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000];

    internal static readonly ActivitySource Source = new(SourceName, VersionOf());

    internal static readonly Counter<long> Updates = Meter.CreateCounter<long>(
        "delight.learner.updates", "{update}", "Updates taken. One that a crash undid counts again.");

    internal static readonly Counter<long> RowsTrained = Meter.CreateCounter<long>(
        "delight.learner.rows.trained", "{row}", "Rows that updates trained on.");

    internal static readonly Counter<long> RowsDropped = Meter.CreateCounter<long>(
        "delight.learner.rows.dropped", "{row}", "Rows that were never trained on, by reason.");

    internal static readonly Histogram<long> Staleness = Meter.CreateHistogram(
        "delight.learner.staleness", "{step}", "Learner steps between the policy of a row and its update.",
        advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = StalenessBounds });

    internal static readonly Counter<long> MessagesDropped = Meter.CreateCounter<long>(
        "delight.messages.dropped", "{message}", "Messages that did not arrive or were not handled, by reason.");

    internal static readonly Counter<long> Restarts = Meter.CreateCounter<long>(
        "delight.actor.restarts", "{restart}", "Fresh instances of roles, after a failure or with their node.");

    internal static readonly Level Queue = new(
        Meter, "delight.learner.queue", "{row}", "Rows that wait at the learner.");

    internal static readonly Level Nodes = new(
        Meter, "delight.cluster.nodes", "{node}", "Nodes that the head has let in.");

    internal static readonly Level Workers = new(
        Meter, "delight.workers", "{worker}", "Rollout workers: at a head those of all nodes, else of this process.");

    /// <summary>Lets the counts of a live system feed the instruments.</summary>
    internal static void Measure(RunCounters counters)
    {
        counters.Restarted = () => Restarts.Add(1);
        counters.MessageDropped = reason =>
            MessagesDropped.Add(1, new KeyValuePair<string, object?>(DropReason, reason));
    }

    private static string? VersionOf() => typeof(DelightTelemetry).Assembly.GetName().Version?.ToString(3);
}
