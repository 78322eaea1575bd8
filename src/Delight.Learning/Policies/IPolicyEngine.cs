namespace Delight.Learning.Policies;

/// <summary>Another way to compute what a policy computes: the same parameters, layout and gradients, other
/// arithmetic.</summary>
/// <remarks>
/// <para>Constructing an engine loads nothing; <see cref="Adopt"/> does.</para>
/// <para>Parameters stay the caller's flat array, so the optimiser, snapshots, checkpoints and <c>policy.npz</c> know
/// nothing of engines. What an engine does not promise is the bits: logits of a row may differ in their last digits
/// from those of the kernels, and with the rows beside it.</para>
/// </remarks>
public interface IPolicyEngine
{
    /// <summary>The word of a scenario's <c>policy.engine</c>.</summary>
    string Name { get; }

    /// <summary>Makes the twin of a policy: the same shape, layout and initial weights, passes of this
    /// engine.</summary>
    /// <param name="policy">What it is the twin of.</param>
    /// <param name="device">Where it computes: <c>cpu</c> or <c>cuda</c>.</param>
    /// <exception cref="PolicyEngineException">The engine has no twin of this policy, does not have the device, or
    /// cannot be loaded; the message is one line with the remedy.</exception>
    IPolicy Adopt(IPolicy policy, string device);
}
