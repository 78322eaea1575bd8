using Delight.Learning.Policies;
using Delight.Learning.Torch;

namespace Delight.Experiments.Runs;

/// <summary>The engines by their names.</summary>
public static class PolicyEngines
{
    private const string Kernels = "kernels";

    /// <summary>The policy on an engine.</summary>
    /// <param name="policy">As the catalogue makes it: on the kernels.</param>
    /// <param name="engine">Value of <c>policy.engine</c>.</param>
    /// <param name="device">Value of <c>policy.device</c>.</param>
    /// <exception cref="PolicyEngineException">The engine cannot do it: one line with the remedy.</exception>
    public static IPolicy Adopt(IPolicy policy, string engine, string device) =>
        engine == Kernels ? policy : Torch.Adopt(policy, device);

    /// <summary>The torch engine. Loads nothing native until it adopts a policy.</summary>
    public static IPolicyEngine Torch { get; } = new TorchEngine();
}
