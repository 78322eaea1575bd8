using Delight.Actors.Port;

namespace Delight.Actors.Testing;

/// <summary>Starts probes that know their system.</summary>
public static class ProbeSpawning
{
    /// <summary>Starts a probe as a top-level actor; its expectations can let the system's time pass.</summary>
    /// <param name="harness">The system.</param>
    /// <param name="name">Its name, in the system and in failed expectations.</param>
    /// <param name="react">Called with every message after it was recorded; null: nothing more happens.</param>
    /// <param name="node">Where it lives; null: on the node <c>root</c>.</param>
    /// <exception cref="ArgumentException">The name is taken, or has characters other than letters, digits, '-', '_',
    /// '.'.</exception>
    public static Probe SpawnProbe(
        this IRuntimeHarness harness, string name, Action<object, IActorContext>? react = null, string? node = null)
    {
        Probe probe = new(name, react);
        probe.Join(harness, harness.Spawn(name, probe.Spec with { Node = node }));
        return probe;
    }
}
