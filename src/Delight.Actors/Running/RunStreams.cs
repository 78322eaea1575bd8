using Delight.Determinism;

namespace Delight.Actors.Running;

/// <summary>The random streams of a run.</summary>
public static class RunStreams
{
    /// <summary>The streams of a seed.</summary>
    /// <param name="seed">Root seed of the run.</param>
    public static StreamSource Of(ulong seed) => (name, index) => RandomStream.Derive(seed, name, index);
}
