using System.Text;

namespace Delight.Development.Testing;

/// <summary>Tells from a compiled test assembly whether any test of it carries a trait, without loading it.</summary>
/// <remarks>
/// The arguments of an attribute lie in the metadata as UTF-8 strings, each behind its length in bytes (ECMA-335,
/// II.23.3), name and value of a trait side by side. That holds also where the source names them by constants.
/// </remarks>
internal static class TestTrait
{
    /// <summary>Looks for <c>[Trait(name, value)]</c>.</summary>
    /// <param name="assembly">Bytes of the assembly.</param>
    /// <param name="name">Up to 127 bytes.</param>
    /// <param name="value">Up to 127 bytes.</param>
    internal static bool IsIn(ReadOnlySpan<byte> assembly, string name, string value) =>
        assembly.IndexOf([.. Serialized(name), .. Serialized(value)]) >= 0;

    private static byte[] Serialized(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, 127, nameof(text));
        return [(byte)bytes.Length, .. bytes];
    }
}
