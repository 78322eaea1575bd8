using Delight.Experiments.Settings;
using Delight.Learning.Policies;
using Delight.Learning.Torch;

namespace Delight.Experiments.Runs;

/// <summary>The engines by their names.</summary>
public static class PolicyEngines
{
    /// <summary>The policy on an engine.</summary>
    /// <param name="policy">As the catalogue makes it: on the kernels.</param>
    /// <param name="engine">Value of <c>policy.engine</c>.</param>
    /// <param name="device">Value of <c>policy.device</c>.</param>
    /// <exception cref="PolicyEngineException">The engine cannot do it: one line with the remedy.</exception>
    public static IPolicy Adopt(IPolicy policy, PolicyEngine engine, PolicyDevice device) =>
        engine == PolicyEngine.Kernels ? policy : Torch.Adopt(policy, SettingsJson.Word(device));

    /// <summary>The torch engine. Loads nothing native until it adopts a policy.</summary>
    public static IPolicyEngine Torch { get; } = new TorchEngine();
}
