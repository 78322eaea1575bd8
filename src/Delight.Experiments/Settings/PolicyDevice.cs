namespace Delight.Experiments.Settings;

/// <summary>Where the torch engine computes.</summary>
public enum PolicyDevice
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>A graphics card.</summary>
    Cuda,
}
