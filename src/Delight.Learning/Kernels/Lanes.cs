using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary>A fixed number of floats side by side, so that one kernel serves every register width.</summary>
/// <remarks>
/// Only operations whose every lane has one correctly rounded result are here; so a kernel that keeps one output per
/// lane gives the same bits at every width, one lane included.
/// </remarks>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    static abstract int Count { get; }

    static abstract TSelf Load(ref float source, nint offset);

    static abstract TSelf Broadcast(float value);

    /// <summary><c>a · b + sum</c>, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf sum);

    static abstract void Store(TSelf value, ref float target, nint offset);
}

internal readonly struct Lanes512(Vector512<float> value) : ILanes<Lanes512>
{
    private readonly Vector512<float> _value = value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref float source, nint offset) => new(Vector512.LoadUnsafe(ref source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 a, Lanes512 b, Lanes512 sum) =>
        new(Vector512.FusedMultiplyAdd(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 value, ref float target, nint offset) =>
        value._value.StoreUnsafe(ref target, (nuint)offset);
}

internal readonly struct Lanes256(Vector256<float> value) : ILanes<Lanes256>
{
    private readonly Vector256<float> _value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref float source, nint offset) => new(Vector256.LoadUnsafe(ref source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 sum) =>
        new(Vector256.FusedMultiplyAdd(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 value, ref float target, nint offset) =>
        value._value.StoreUnsafe(ref target, (nuint)offset);
}

internal readonly struct Lanes128(Vector128<float> value) : ILanes<Lanes128>
{
    private readonly Vector128<float> _value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref float source, nint offset) => new(Vector128.LoadUnsafe(ref source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 sum) =>
        new(Vector128.FusedMultiplyAdd(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 value, ref float target, nint offset) =>
        value._value.StoreUnsafe(ref target, (nuint)offset);
}

internal readonly struct Lanes2(Vector128<float> value) : ILanes<Lanes2>
{
    private readonly Vector128<float> _value = value;

    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 Load(ref float source, nint offset) =>
        new(Vector128.CreateScalar(Unsafe.As<float, double>(ref Unsafe.Add(ref source, offset))).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes2 MultiplyAdd(Lanes2 a, Lanes2 b, Lanes2 sum) =>
        new(Vector128.FusedMultiplyAdd(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes2 value, ref float target, nint offset) =>
        Unsafe.As<float, double>(ref Unsafe.Add(ref target, offset)) = value._value.AsDouble().ToScalar();
}

internal readonly struct Lanes1(float value) : ILanes<Lanes1>
{
    private readonly float _value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Load(ref float source, nint offset) => new(Unsafe.Add(ref source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Broadcast(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 MultiplyAdd(Lanes1 a, Lanes1 b, Lanes1 sum) =>
        new(MathF.FusedMultiplyAdd(a._value, b._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes1 value, ref float target, nint offset) =>
        Unsafe.Add(ref target, offset) = value._value;
}

/// <summary>No float at all: where a kernel may have narrower lanes beside its own, and has none.</summary>
internal readonly struct LanesNone : ILanes<LanesNone>
{
    public static int Count => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesNone Load(ref float source, nint offset) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesNone Broadcast(float value) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesNone MultiplyAdd(LanesNone a, LanesNone b, LanesNone sum) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(LanesNone value, ref float target, nint offset)
    {
        // There is nothing to store.
    }
}
