namespace Delight.Experiments.Settings;

/// <summary>What computes a policy.</summary>
public enum PolicyEngine
{
    /// <summary>Delight's own kernels.</summary>
    Kernels,

    /// <summary>TorchSharp.</summary>
    Torch,
}
