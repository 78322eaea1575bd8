namespace Delight.Simulation.Network;

/// <summary>How the latencies of a link are distributed.</summary>
public enum LatencyShape
{
    /// <summary>Always the same.</summary>
    Constant,

    /// <summary>Evenly between two ends.</summary>
    Uniform,

    /// <summary>A least latency and an exponential rest.</summary>
    Exponential,

    /// <summary>Its logarithm is normal: most messages are quick, a few are very late.</summary>
    Lognormal,

    /// <summary>One of a list of measured values.</summary>
    Empirical,
}
