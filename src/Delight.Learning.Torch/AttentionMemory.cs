using Delight.Learning.Policies.Transformer;
using static TorchSharp.torch;

namespace Delight.Learning.Torch;

/// <summary>Keys and values of one layer for all positions of one sampling; filled from the first on.</summary>
/// <param name="Keys">[B, heads, positions, W / heads].</param>
/// <param name="Values">[B, heads, positions, W / heads].</param>
internal sealed record AttentionMemory(Tensor Keys, Tensor Values)
{
    /// <summary>Allocates in the caller's dispose scope.</summary>
    public static AttentionMemory Create(int rows, TransformerOptions options, int positions, Device device)
    {
        long[] shape = [rows, options.Heads, positions, options.Width / options.Heads];
        return new(empty(shape, device: device), empty(shape, device: device));
    }

    /// <summary>Keeps the keys and values of tokens and returns those of all tokens so far.</summary>
    /// <param name="key">[B, heads, N, W / heads].</param>
    /// <param name="value">[B, heads, N, W / heads].</param>
    /// <param name="position">Of the first of the tokens.</param>
    public (Tensor Keys, Tensor Values) Extend(Tensor key, Tensor value, int position)
    {
        long count = key.shape[2];
        Keys.narrow(2, position, count).copy_(key);
        Values.narrow(2, position, count).copy_(value);
        return (Keys.narrow(2, 0, position + count), Values.narrow(2, 0, position + count));
    }
}
