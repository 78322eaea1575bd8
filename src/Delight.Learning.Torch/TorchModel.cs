using System.Runtime.InteropServices;
using Delight.Learning.Policies;
using static TorchSharp.torch;

namespace Delight.Learning.Torch;

/// <summary>The arithmetic of one policy on tensors, for one pass.</summary>
/// <remarks>Tensors that a method returns belong to the caller's dispose scope. Not thread-safe.</remarks>
internal abstract class TorchModel : IDisposable
{
    /// <summary>Allocates.</summary>
    /// <param name="policy">Gives shape and layout.</param>
    /// <param name="place">Rows and device.</param>
    protected TorchModel(IPolicy policy, ModelPlace place)
    {
        Shape = policy.Shape;
        Device = device(place.Device);
        RowsMax = place.RowsMax;
        ParametersLength = policy.Layout.Length;
        Parameters = new TorchParameters(policy.Layout, Device);
        Draw = new ActionDraw(RowsMax, Shape.Actions);
    }

    public PolicyShape Shape { get; }

    public Device Device { get; }

    public int RowsMax { get; }

    public int ParametersLength { get; }

    public TorchParameters Parameters { get; }

    /// <summary>Turns logits into actions, with the same rule as all engines.</summary>
    protected ActionDraw Draw { get; }

    /// <summary>Copies a batch into a tensor on the device, row by row, in the form that <see cref="Logits"/>
    /// takes.</summary>
    /// <param name="inputs">[rows, InputBytes] row-major.</param>
    /// <param name="chosen">[rows, T]; decision t sees those before it.</param>
    /// <param name="rows">B, at least 1.</param>
    /// <returns>[B, ...], valid until the next call.</returns>
    public abstract Tensor Read(ReadOnlySpan<byte> inputs, ReadOnlySpan<int> chosen, int rows);

    /// <summary>The logits of every decision.</summary>
    /// <param name="batch">What <see cref="Read"/> returned, or some of its rows.</param>
    /// <returns>[B, T, A] or [B, A], contiguous.</returns>
    public abstract Tensor Logits(Tensor batch);

    /// <summary>Draws answers; parameters are loaded, gradients are off.</summary>
    /// <param name="inputs">[rows, InputBytes].</param>
    /// <param name="draws">[rows, T], or empty for the most probable actions.</param>
    /// <param name="chosen">[rows, T]; overwritten.</param>
    /// <param name="logProbs">[rows, T]; overwritten.</param>
    public abstract void Sample(
        ReadOnlySpan<byte> inputs, ReadOnlySpan<double> draws, Span<int> chosen, Span<double> logProbs);

    /// <inheritdoc/>
    public virtual void Dispose() => Parameters.Dispose();

    /// <summary>Copies a tensor of floats to managed memory.</summary>
    /// <param name="tensor">Any shape; its elements in row-major order are what is copied.</param>
    /// <param name="target">As many elements; overwritten.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Copy(Tensor tensor, Span<float> target)
    {
        Tensor values = tensor.detach().cpu().contiguous();
        ReadOnlySpan<float> source = MemoryMarshal.Cast<byte, float>(values.bytes);
        Kernels.Shape.RequireLength(nameof(target), target.Length, source.Length, "as many as the tensor's");
        source.CopyTo(target);
    }
}
