using Delight.Actors.Recording;
using Delight.Learning.Parameters;

namespace Delight.Actors.Telemetry;

/// <summary>Feeds the instruments with what the recorder hears, and passes everything on.</summary>
internal sealed class TelemetrySink(IRunSink next) : IRunSink
{
    /// <inheritdoc/>
    public void Trained(BatchTrained trained)
    {
        DelightTelemetry.Updates.Add(1);
        long rows = 0;
        foreach ((long staleness, int group) in trained.Staleness)
        {
            rows += group;
            for (int row = 0; row < group && DelightTelemetry.Staleness.Enabled; row++)
            {
                DelightTelemetry.Staleness.Record(staleness);
            }
        }

        DelightTelemetry.RowsTrained.Add(rows);
        next.Trained(trained);
    }

    /// <inheritdoc/>
    public void Dropped(RowsDropped dropped)
    {
        DelightTelemetry.RowsDropped.Add(
            dropped.Rows, new KeyValuePair<string, object?>(DelightTelemetry.DropReason, dropped.Reason));
        next.Dropped(dropped);
    }

    /// <inheritdoc/>
    public void Write(UpdateMeasurement measurement) => next.Write(measurement);

    /// <inheritdoc/>
    public void Write(EvaluationMeasurement measurement) => next.Write(measurement);

    /// <inheritdoc/>
    public void Write(RunEvent happened) => next.Write(happened);

    /// <inheritdoc/>
    public void Saved(PolicyVersion version, RunTotals totals) => next.Saved(version, totals);
}
