using TorchSharp;
using static TorchSharp.torch;

namespace Delight.Learning.Torch;

/// <summary>Scalars that are never collected.</summary>
/// <remarks>TorchSharp 0.107.0 hands the address of a scalar to libtorch and holds no reference to it during the call.
/// A number that is converted on the way, as in <c>x.div(255)</c> or <c>x + y</c> (which multiplies y by 1), may be
/// freed by the finalizer before libtorch reads it. So every operation here takes a scalar that somebody
/// keeps.</remarks>
internal static class KeptScalars
{
    private static readonly Scalar One = 1.ToScalar();

    /// <summary>The largest value of a byte.</summary>
    public static Scalar ByteMax { get; } = 255.ToScalar();

    /// <summary>What a masked score is.</summary>
    public static Scalar NegativeInfinity { get; } = float.NegativeInfinity.ToScalar();

    /// <summary><c>x + y</c>.</summary>
    public static Tensor Plus(this Tensor x, Tensor y) => x.add(y, One);
}
