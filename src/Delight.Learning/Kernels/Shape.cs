using System.Globalization;
using System.Runtime.CompilerServices;

namespace Delight.Learning.Kernels;

/// <summary>Length checks with one wording, so that every message says what came, what the rule is, and in which
/// dims.</summary>
public static class Shape
{
    /// <summary>Requires an exact length.</summary>
    /// <param name="name">The argument as the caller knows it.</param>
    /// <param name="actual">Its length.</param>
    /// <param name="expected">The length that the shape demands.</param>
    /// <param name="dims">The shape in words, for example <c>[B, A] of logits</c>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireLength(string name, int actual, int expected, string dims)
    {
        if (actual != expected)
        {
            Refuse(name, actual, expected, "needs", dims);
        }
    }

    /// <summary>Requires at least a length, for buffers that are sized for the largest batch.</summary>
    /// <inheritdoc cref="RequireLength"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RequireAtLeast(string name, int actual, int expected, string dims)
    {
        if (actual < expected)
        {
            Refuse(name, actual, expected, "needs at least", dims);
        }
    }

    private static void Refuse(string name, int actual, int expected, string verb, string dims) =>
        throw new ArgumentException(
        string.Create(CultureInfo.InvariantCulture, $"{name} has {actual} elements; {dims} {verb} {expected}."), name);
}
