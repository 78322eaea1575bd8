using Delight.Learning.Policies;
using Delight.Learning.Policies.Mlp;
using Delight.Learning.Policies.Transformer;
using Delight.Learning.Torch.Native;

namespace Delight.Learning.Torch;

/// <summary>Computes the mlp and transformer policies with TorchSharp.</summary>
/// <remarks>
/// <para>Forward passes are torch's, gradients its autograd's. Coefficients, the gradient of the log-softmax and the
/// optimiser are those of every engine, on the flat array of the trainer, which alone owns the parameters.</para>
/// <para>With one thread on one machine the same run has the same bits again; from machine to machine, and with another
/// libtorch, it has not. TF32 stays off.</para>
/// </remarks>
public sealed class TorchEngine : IPolicyEngine
{
    /// <inheritdoc/>
    public string Name => "torch";

    /// <summary>The versions of TorchSharp and libtorch; loads them.</summary>
    /// <exception cref="PolicyEngineException">They cannot be loaded.</exception>
    public static string Version
    {
        get
        {
            TorchLibrary.Require("cpu");
            return $"TorchSharp {TorchLibrary.Version}, libtorch {TorchSharp.torch.__version__}";
        }
    }

    /// <inheritdoc/>
    public IPolicy Adopt(IPolicy policy, string device)
    {
        Func<ModelPlace, TorchModel> create = policy switch
        {
            MlpPolicy mlp => place => new MlpModel(mlp, place),
            TransformerPolicy transformer => place => new TransformerModel(transformer, place),
            _ => throw new PolicyEngineException(
                $"the torch engine has no twin of {policy.GetType().Name}. Take the mlp or the transformer policy, or "
                + "engine kernels."),
        };
        TorchLibrary.Require(device);
        return new TorchPolicy(policy, device, create);
    }
}
