using System.Globalization;
using Delight.Learning.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Delight.Learning.Torch;

/// <summary>One layer: <c>x += Attention(Norm(x))</c>, then <c>x += relu(Norm(x) W1) W2</c>.</summary>
/// <param name="parameters">Where the layer's tensors are.</param>
/// <param name="layer">Its number.</param>
/// <param name="heads">Attention heads.</param>
internal sealed class TransformerBlock(TorchParameters parameters, int layer, int heads)
{
    private readonly Tensor _attentionNorm = parameters[Name(layer, "attention.norm")];
    private readonly Tensor _qkv = parameters[Name(layer, "attention.qkv")];
    private readonly Tensor _attentionOutput = parameters[Name(layer, "attention.output")];
    private readonly Tensor _feedForwardNorm = parameters[Name(layer, "feedForward.norm")];
    private readonly Tensor _feedForwardIn = parameters[Name(layer, "feedForward.in")];
    private readonly Tensor _feedForwardOut = parameters[Name(layer, "feedForward.out")];
    private readonly Scalar _scale =
        (1 / MathF.Sqrt((float)parameters[Name(layer, "attention.norm")].shape[0] / heads)).ToScalar();

    /// <summary>Computes the layer for some tokens of each row.</summary>
    /// <param name="x">[B, N, W].</param>
    /// <param name="mask">[N, position + N], 0 where a token may look, −infinity elsewhere; null: all 0.</param>
    /// <param name="memory">Keys and values of the tokens before; null where there are none.</param>
    /// <param name="position">Of the first token.</param>
    /// <returns>[B, N, W].</returns>
    public Tensor Forward(Tensor x, Tensor? mask, AttentionMemory? memory, int position)
    {
        long rows = x.shape[0], count = x.shape[1], width = x.shape[2];
        Tensor qkv = Norm(x, _attentionNorm).matmul(_qkv);
        Tensor query = Heads(qkv, 0, width), key = Heads(qkv, 1, width), value = Heads(qkv, 2, width);
        if (memory is not null)
        {
            (key, value) = memory.Extend(key, value, position);
        }

        Tensor scores = query.matmul(key.transpose(2, 3)).mul(_scale);
        GC.KeepAlive(_scale);
        Tensor weights = (mask is null ? scores : scores.Plus(mask)).softmax(3);
        Tensor mixed = weights.matmul(value).transpose(1, 2).reshape(rows, count, width);
        x = x.Plus(mixed.matmul(_attentionOutput));
        Tensor hidden = Norm(x, _feedForwardNorm).matmul(_feedForwardIn).relu();
        return x.Plus(hidden.matmul(_feedForwardOut));
    }

    private static string Name(int layer, string tensor) =>
        string.Create(CultureInfo.InvariantCulture, $"layer{layer}.{tensor}");

    private static Tensor Norm(Tensor x, Tensor scale) =>
        nn.functional.layer_norm(x, [x.shape[^1]], scale, null, LayerNorm.Epsilon);

    /// <summary>Queries (0), keys (1) or values (2) as [B, heads, N, W / heads].</summary>
    private Tensor Heads(Tensor qkv, int part, long width) => qkv.narrow(2, part * width, width)
        .reshape(qkv.shape[0], qkv.shape[1], heads, width / heads).transpose(1, 2);
}
