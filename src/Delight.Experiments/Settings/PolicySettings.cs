using System.ComponentModel;
using Delight.Learning.Catalogue;

namespace Delight.Experiments.Settings;

/// <summary>A policy, and what every policy has beside options of its own.</summary>
public sealed record PolicySettings
{
    /// <summary>The policy's name and its options.</summary>
    public required PartReference Part { get; init; }

    [Description("what computes the policy: Delight's own kernels, or TorchSharp")]
    public PolicyEngine Engine { get; init; }

    [Description("where the torch engine computes")]
    public PolicyDevice Device { get; init; }

    [Description("a policy.npz that training starts from; not set: initial weights are drawn from the seed"), FilePath]
    public string? Initial { get; init; }
}
