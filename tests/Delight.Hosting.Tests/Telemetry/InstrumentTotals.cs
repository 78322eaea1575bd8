using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Delight.Actors.Telemetry;

namespace Delight.Hosting.Tests.Telemetry;

/// <summary>Adds up what the instruments of Delight tell while it is there.</summary>
internal sealed class InstrumentTotals : IDisposable
{
    private readonly ConcurrentDictionary<(string Name, string Tag), long> _sums = new();
    private readonly MeterListener _listener = new();

    public InstrumentTotals()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == DelightTelemetry.MeterName && !instrument.IsObservable)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _sums.AddOrUpdate(
            (instrument.Name, tags.Length == 0 ? string.Empty : (string)tags[0].Value!), value,
            (_, sum) => sum + value));
        _listener.Start();
    }

    public bool IsEmpty => _sums.IsEmpty;

    /// <summary>The sum over all values of the attribute.</summary>
    public long Sum(string name) => _sums.Where(entry => entry.Key.Name == name).Sum(entry => entry.Value);

    /// <summary>The sums by the value of the attribute.</summary>
    public SortedDictionary<string, long> ByReason(string name) => new(
        _sums.Where(entry => entry.Key.Name == name).ToDictionary(
            entry => entry.Key.Tag, entry => entry.Value, StringComparer.Ordinal),
        StringComparer.Ordinal);

    public void Dispose() => _listener.Dispose();
}
