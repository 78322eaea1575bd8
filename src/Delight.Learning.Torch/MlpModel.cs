using System.Globalization;
using Delight.Learning.Policies.Mlp;
using TorchSharp;
using static TorchSharp.torch;

namespace Delight.Learning.Torch;

/// <summary>The multilayer perceptron: <c>y = x W + b</c> a layer, ReLU in between; input <c>bytes / 255</c>.</summary>
internal sealed class MlpModel : TorchModel
{
    private readonly (Tensor Weight, Tensor Bias)[] _layers;
    private readonly Tensor _pixels;

    public MlpModel(MlpPolicy policy, ModelPlace place)
        : base(policy, place)
    {
        using DisposeScope scope = NewDisposeScope();
        _layers = [.. Enumerable.Range(0, policy.Sizes.Count - 1).Select(layer => (
            Parameters[Name(layer, "weight")], Parameters[Name(layer, "bias")]))];
        _pixels = zeros(RowsMax, Shape.InputBytes, dtype: ScalarType.Byte).DetachFromDisposeScope();
    }

    public override Tensor Read(ReadOnlySpan<byte> inputs, ReadOnlySpan<int> chosen, int rows)
    {
        inputs.CopyTo(_pixels.bytes);
        return _pixels.narrow(0, 0, rows).to(Device).to(ScalarType.Float32).div(KeptScalars.ByteMax);
    }

    public override Tensor Logits(Tensor batch)
    {
        Tensor x = batch;
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            Tensor y = _layers[layer].Bias.addmm(x, _layers[layer].Weight);
            x = layer == _layers.Length - 1 ? y : y.relu();
        }

        return x;
    }

    public override void Sample(
        ReadOnlySpan<byte> inputs, ReadOnlySpan<double> draws, Span<int> chosen, Span<double> logProbs)
    {
        Copy(Logits(Read(inputs, [], chosen.Length)), Draw.LogitsOf(chosen.Length));
        Draw.Choose(chosen.Length, draws, chosen, logProbs);
    }

    public override void Dispose()
    {
        _pixels.Dispose();
        base.Dispose();
    }

    private static string Name(int layer, string tensor) =>
        string.Create(CultureInfo.InvariantCulture, $"layer{layer}.{tensor}");
}
