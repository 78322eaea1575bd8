namespace Delight.Learning.Torch.Native.SymbolVersions;

/// <summary>Writes a private copy of a library in which one version need is weak, so that an older system loads
/// it.</summary>
/// <remarks>
/// <para>TorchSharp 0.107.0 is built with GCC 13 and asks for <c>GLIBCXX_3.4.32</c>. Debian 12 and Ubuntu 22.04 have
/// 3.4.30. One symbol needs the version: an anchor by which libstdc++ shows that it initialises its streams itself.
/// Nothing calls it, and the copy changes two bytes.</para>
/// <para>Where any other symbol needs the version, the library is left alone: it would end the process when it calls
/// that symbol.</para>
/// </remarks>
internal static class WeakVersionCopy
{
    /// <summary>The only symbol whose version may be missing.</summary>
    public const string Anchor = "_ZSt21ios_base_library_initv";

    /// <summary>Reads a library and marks a version need as weak.</summary>
    /// <param name="library">Path of the library; not changed.</param>
    /// <param name="version">Such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <returns>The bytes of the copy.</returns>
    /// <exception cref="InvalidDataException">The library cannot be changed safely: the reason in one line.</exception>
    public static byte[] Create(string library, string version)
    {
        byte[] file = File.ReadAllBytes(library);
        ElfSymbolVersions versions = new(file);
        IReadOnlyList<string> symbols = versions.SymbolsOf(version);
        if (symbols.FirstOrDefault(symbol => symbol != Anchor) is { } other)
        {
            throw new InvalidDataException($"its symbol {other} needs {version}");
        }

        if (symbols.Count == 0)
        {
            throw new InvalidDataException($"none of its symbols needs {version}");
        }

        if (versions.IsWeak(version))
        {
            throw new InvalidDataException($"its need of {version} is weak already");
        }

        versions.MakeWeak(version);
        return file;
    }
}
