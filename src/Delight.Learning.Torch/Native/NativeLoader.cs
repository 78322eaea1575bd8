using System.Runtime.InteropServices;

namespace Delight.Learning.Torch.Native;

/// <summary>Finds out whether TorchSharp's native library can be loaded, before TorchSharp tries and fails at
/// length.</summary>
/// <remarks>
/// Where the system has <c>dlopen</c>, all symbols are bound at once: with a libtorch of another version the loader
/// then names the symbol that is missing, where lazy binding would end the process in the midst of a run.
/// </remarks>
internal static class NativeLoader
{
    private const int BindNow = 2;
    private const string Name = "LibTorchSharp";
    private const string CudaName = "torch_cuda";

    /// <summary>Loads the library.</summary>
    /// <returns>Null where it is loaded, else the reason in a few words.</returns>
    public static string? WhyNot()
    {
        string file = FileName(Name);
        string? path = Folders().Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
        return path is not null ? WhyNot(path) : WhyNot(file) is null ? null : $"{file} is not beside the program";
    }

    /// <summary>Loads one library.</summary>
    /// <param name="library">A path, or a name that the system looks up.</param>
    /// <returns>Null where it is loaded, else the reason in a few words.</returns>
    public static string? WhyNot(string library)
    {
        if (OperatingSystem.IsWindows())
        {
            return LoadOnWindows(library);
        }

        // Called once before, so that looking for dlerror itself does not wipe out what it has to say.
        _ = dlerror();
        return dlopen(library, BindNow) != 0
            ? null
            : FirstLine(Marshal.PtrToStringUTF8(dlerror()) ?? "no reason given");
    }

    /// <summary>True where a CUDA library of torch lies beside the program.</summary>
    public static bool HasCudaLibrary() =>
        Folders().Any(folder => File.Exists(Path.Combine(folder, FileName(CudaName))));

    /// <summary>The first line without its full stop.</summary>
    public static string FirstLine(string text) => text.Split('\n', 2)[0].Trim().TrimEnd('.');

    private static string? LoadOnWindows(string path)
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

    private static string FileName(string name) => OperatingSystem.IsWindows() ? name + ".dll"
        : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    /// <summary>Where the runtime looks for native libraries.</summary>
    private static IEnumerable<string> Folders()
    {
        string known = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? string.Empty;
        string runtime = Path.Combine(
            AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        return known.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory).Append(runtime);
    }

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint dlopen([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint dlerror();
}
