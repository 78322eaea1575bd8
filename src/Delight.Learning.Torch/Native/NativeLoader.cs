using System.Runtime.InteropServices;
using Delight.Learning.Torch.Native.SymbolVersions;

namespace Delight.Learning.Torch.Native;

/// <summary>Loads native libraries and says in one line why one cannot be loaded.</summary>
/// <remarks>Where the system has <c>dlopen</c>, all symbols are bound at once: with a libtorch of another version the
/// loader then names the symbol that is missing, where lazy binding would end the process in the middle of a
/// run.</remarks>
internal static class NativeLoader
{
    private const int BindNow = 2;
    private const string AnotherFolder = "Let TMPDIR name a folder from which libraries may be loaded";

    /// <summary>Loads one library; on an older Linux a copy of it, see <see cref="WeakVersionCopy"/>.</summary>
    /// <param name="library">Its path.</param>
    /// <returns>Null where it is loaded.</returns>
    public static LoadFailure? Load(string library)
    {
        if (Open(library) is not { } reason)
        {
            return null;
        }

        return MissingVersion.Parse(reason) is { } missing && missing.Library == library
            ? LoadCopy(missing)
            : new LoadFailure(reason, "Restore its package anew");
    }

    /// <summary>The first line without its full stop.</summary>
    public static string FirstLine(string text) => text.Split('\n', 2)[0].Trim().TrimEnd('.');

    /// <summary>The file of the copy is gone when this returns; the loaded copy stays.</summary>
    private static LoadFailure? LoadCopy(MissingVersion missing)
    {
        byte[] copy;
        try
        {
            copy = WeakVersionCopy.Create(missing.Library, missing.Version);
        }
        catch (Exception failure)
            when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new LoadFailure(
                $"{Path.GetFileName(missing.Provider)} lacks {missing.Version}, and "
                + $"{Path.GetFileName(missing.Library)} cannot do without: {FirstLine(failure.Message)}",
                "Use a system with the libstdc++ of GCC 13 or later");
        }

        DirectoryInfo? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory("delight-torch-");
            string file = Path.Combine(folder.FullName, Path.GetFileName(missing.Library));
            File.WriteAllBytes(file, copy);
            return Open(file) is { } reason ? new LoadFailure(reason, AnotherFolder) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new LoadFailure(
                $"no copy of {missing.Library} can be written: {FirstLine(failure.Message)}", AnotherFolder);
        }
        finally
        {
            folder?.Delete(recursive: true);
        }
    }

    private static string? Open(string library)
    {
        if (OperatingSystem.IsWindows())
        {
            return OpenOnWindows(library);
        }

        // Called once before, so that looking for dlerror itself does not wipe out what it has to say.
        _ = dlerror();
        return dlopen(library, BindNow) != 0
            ? null
            : FirstLine(Marshal.PtrToStringUTF8(dlerror()) ?? "no reason given");
    }

    private static string? OpenOnWindows(string path)
    {
        try
        {
            NativeLibrary.Load(path);
            return null;
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            return FirstLine(failure.Message);
        }
    }

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint dlopen([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint dlerror();
}
