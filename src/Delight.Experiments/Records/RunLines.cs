using System.Text.Json;
using System.Text.Json.Nodes;
using Delight.Experiments.Files;

namespace Delight.Experiments.Records;

/// <summary>The two files of lines of a run's record.</summary>
/// <remarks>Those of a repeated run wait until both have come to their end: until then nothing is written. Not
/// thread-safe.</remarks>
internal sealed class RunLines : IDisposable
{
    private readonly RecordFile _metrics;
    private readonly RecordFile _events;
    private readonly RepeatedRecord? _repeated;

    /// <summary>Begins the files of a new run, or goes on at their ends.</summary>
    /// <exception cref="UnwritableFileException">They cannot be written.</exception>
    public RunLines(string folder)
    {
        _metrics = new RecordFile(Path.Combine(folder, RunFolder.MetricsFile));
        _events = new RecordFile(Path.Combine(folder, RunFolder.EventsFile));
        HasBegun = true;
    }

    /// <summary>Compares with what was recorded, and goes on behind it.</summary>
    public RunLines(RepeatedRecord repeated) => (_metrics, _events, _repeated) =
        (new RecordFile(repeated.Metrics), new RecordFile(repeated.Events), repeated);

    /// <summary>True where lines are written.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>True where a repeated run has turned out to be another one: nothing is written from then on.</summary>
    public bool IsDiverged { get; private set; }

    /// <summary>Adds a measurement.</summary>
    /// <exception cref="UnwritableFileException">The files cannot be written.</exception>
    public void AddMetric<T>(string kind, T value) => Compared(() => _metrics.Write(TextOf(value, kind)));

    /// <summary>Adds an event.</summary>
    /// <exception cref="UnwritableFileException">The files cannot be written.</exception>
    public void AddEvent<T>(T value) => Compared(() => _events.Write(TextOf(value)));

    /// <summary>The run has ended: it must have come to all that was recorded.</summary>
    /// <exception cref="UnwritableFileException">The files cannot be written.</exception>
    public void End() => Compared(() =>
    {
        _metrics.End();
        _events.End();
    });

    /// <summary>The run has turned out to be another one.</summary>
    /// <param name="where">Where it differs.</param>
    public void Diverge(string where)
    {
        IsDiverged = true;
        _repeated!.Diverged(where);
    }

    /// <summary>Hands everything to the operating system.</summary>
    /// <exception cref="UnwritableFileException">The files cannot be written.</exception>
    public void Flush()
    {
        _metrics.Flush();
        FlushEvents();
    }

    /// <summary>Hands the events over, where the measurements cannot be written any more.</summary>
    /// <exception cref="UnwritableFileException">The file cannot be written.</exception>
    public void FlushEvents() => _events.Flush();

    /// <summary>Begins to write where both files have come to their ends.</summary>
    /// <exception cref="UnwritableFileException">The files cannot be written.</exception>
    public void BeginIfCaughtUp()
    {
        if (HasBegun || _metrics.IsRepeating || _events.IsRepeating)
        {
            return;
        }

        _metrics.Begin();
        _events.Begin(TextOf(_repeated!.CaughtUp()));
        Flush();
        HasBegun = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _metrics.Dispose();
        _events.Dispose();
    }

    private static string TextOf<T>(T value, string? kind = null)
    {
        JsonObject line = (JsonObject)JsonSerializer.SerializeToNode(value, RecordJson.Line)!;
        if (kind is not null)
        {
            line.Insert(0, "kind", kind);
        }

        return line.ToJsonString(RecordJson.Line);
    }

    private void Compared(Action write)
    {
        if (IsDiverged)
        {
            return;
        }

        try
        {
            write();
            BeginIfCaughtUp();
        }
        catch (RecordDivergedException diverged)
        {
            Diverge(diverged.Message);
        }
    }
}
