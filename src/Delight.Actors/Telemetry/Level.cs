using System.Diagnostics.Metrics;

namespace Delight.Actors.Telemetry;

/// <summary>A figure that rises and falls, summed over the members of this process.</summary>
/// <remarks>Observed when somebody collects. So a listener that comes late sees the whole. Thread-safe.</remarks>
internal sealed class Level
{
    private long _value;

    /// <summary>Creates the instrument.</summary>
    public Level(Meter meter, string name, string unit, string description) =>
        meter.CreateObservableUpDownCounter(name, () => Value, unit, description);

    /// <summary>The figure now.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Begins the part of one member.</summary>
    public Share CreateShare() => new(this);

    /// <summary>The part of one member; taken away by its disposal.</summary>
    internal sealed class Share(Level level) : IDisposable
    {
        private long _part;

        /// <summary>Replaces the part.</summary>
        public void Set(long part) => Interlocked.Add(ref level._value, part - Interlocked.Exchange(ref _part, part));

        /// <inheritdoc/>
        public void Dispose() => Set(0);
    }
}
