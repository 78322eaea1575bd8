using System.Runtime.InteropServices;

namespace Delight.Learning.Torch.Native;

/// <summary>The folders in which the native libraries of torch are looked for.</summary>
/// <remarks>First the program's own, where a published program has them; then those of the NuGet packages, which the
/// build writes into <c>runtimeconfig.json</c> (eng/LibTorch.targets).</remarks>
internal static class NativeFolders
{
    private const string Built = "Delight.LibTorchFolders";

    /// <summary>All of them, in the order in which they are searched.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Split("NATIVE_DLL_SEARCH_DIRECTORIES", Path.PathSeparator),
        AppContext.BaseDirectory,
        Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
        .. Split(Built, ';'),
    ];

    /// <summary>The file of a library.</summary>
    /// <param name="name">Without prefix and extension, such as <c>torch_cpu</c>.</param>
    /// <returns>Its path; null where no folder has it.</returns>
    public static string? Find(string name)
    {
        string file = FileName(name);
        return All.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    /// <summary>A library's name on this system.</summary>
    /// <param name="name">Without prefix and extension, such as <c>torch_cpu</c>.</param>
    public static string FileName(string name) => OperatingSystem.IsWindows() ? name + ".dll"
        : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";

    private static string[] Split(string key, char separator) =>
        (AppContext.GetData(key) as string ?? string.Empty).Split(separator, StringSplitOptions.RemoveEmptyEntries);
}
