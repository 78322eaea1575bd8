using Delight.Learning.Policies;

namespace Delight.Host.Runs;

/// <summary>The engines of this build: the kernels always, torch where TorchSharp was built in.</summary>
/// <remarks>The assembly of an engine is loaded when a scenario names it, and no sooner.</remarks>
internal static class PolicyEngines
{
    private const string Kernels = "kernels";
    private const string TorchAssembly = "Delight.Learning.Torch";

    /// <summary>The policy on an engine.</summary>
    /// <param name="policy">As the catalogue makes it: on the kernels.</param>
    /// <param name="engine">Value of <c>policy.engine</c>.</param>
    /// <param name="device">Value of <c>policy.device</c>.</param>
    /// <exception cref="PolicyEngineException">The engine is not in this build, or cannot do it: one line with the
    /// remedy.</exception>
    public static IPolicy Adopt(IPolicy policy, string engine, string device)
    {
        if (engine == Kernels)
        {
            return policy;
        }

        IPolicyEngine torch = Torch ?? throw NotBuiltIn();
        try
        {
            return torch.Adopt(policy, device);
        }
        catch (Exception failure) when (failure is FileNotFoundException or FileLoadException or TypeLoadException)
        {
            string what = failure.Message.Split('\n', 2)[0].TrimEnd('.', '\r');
            throw new PolicyEngineException(
                $"TorchSharp cannot be loaded: {what}. Build again with DELIGHT_TORCH=true ./delight ..., or take "
                + "policy.engine kernels.", failure);
        }
    }

    /// <summary>The torch engine; null where this build has none. Loads nothing native.</summary>
    public static IPolicyEngine? Torch => BuiltIn.Find<IPolicyEngine>(TorchAssembly);

    private static PolicyEngineException NotBuiltIn() => new(
        "this build has no TorchSharp, which the package feed lacked or nobody asked for. Add it with "
        + "DELIGHT_TORCH=true ./delight ... where the feed has TorchSharp-cpu, or take policy.engine kernels.");
}
