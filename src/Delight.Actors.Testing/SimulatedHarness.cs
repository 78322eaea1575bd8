using System.Globalization;
using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Simulation;

namespace Delight.Actors.Testing;

/// <summary>A simulated system for tests: time is virtual, so hours pass in no time and every run is the
/// same.</summary>
public sealed class SimulatedHarness : IRuntimeHarness, IRuntimeObserver
{
    private readonly List<RunEvent> _events = [];

    /// <summary>An empty system at time zero.</summary>
    /// <param name="network">Links between nodes; null: messages take no time.</param>
    /// <param name="seed">Owns every random draw.</param>
    public SimulatedHarness(NetworkOptions? network = null, ulong seed = 1) => Runtime = new SimulatedRuntime(
        new SimulationOptions { Seed = seed, Network = network ?? new NetworkOptions(), Observer = this });

    /// <summary>The system itself, for its digest and its counters.</summary>
    public SimulatedRuntime Runtime { get; }

    /// <inheritdoc/>
    public bool IsVirtual => true;

    /// <inheritdoc/>
    public TimeSpan Elapsed => Runtime.Clock.Elapsed;

    /// <inheritdoc/>
    public long Restarts => Runtime.Counters.Restarts;

    /// <inheritdoc/>
    public IReadOnlyList<RunEvent> Events => _events;

    /// <inheritdoc/>
    public IFaultControl Faults => Runtime.Faults;

    /// <inheritdoc/>
    public long Dropped(string reason) => Runtime.Counters.Dropped.GetValueOrDefault(reason);

    /// <inheritdoc/>
    public ActorRef Spawn(string name, ActorSpec spec) => Runtime.Spawn(name, spec);

    /// <inheritdoc/>
    public void Send(ActorRef receiver, object message) => Runtime.Send(receiver, message);

    /// <inheritdoc/>
    public void Settle() => Runtime.Run();

    /// <inheritdoc/>
    public void Pass(TimeSpan time) => Runtime.RunUntil(Elapsed + time);

    /// <inheritdoc/>
    public void Await(Probe probe, int messages, TimeSpan patience)
    {
        TimeSpan end = Elapsed + patience;
        while (probe.Count < messages)
        {
            if (!Runtime.StepUntil(end))
            {
                throw new ProbeException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"probe '{probe.Name}' got {probe.Count} of {messages} awaited messages until {Elapsed}, "
                    + $"and nothing more happens before {end}."));
            }
        }
    }

    /// <inheritdoc/>
    public void Happened(RunEvent happened) => _events.Add(happened);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Managed memory only; live harnesses have threads to end.
    }
}
