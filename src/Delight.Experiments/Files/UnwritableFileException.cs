namespace Delight.Experiments.Files;

/// <summary>A file cannot be written: one line that says which, why, and what to do.</summary>
public sealed class UnwritableFileException : IOException
{
    private UnwritableFileException(string message, Exception? failure)
        : base(message, failure)
    {
    }

    /// <summary>Codes of a full disk and of a used-up quota: of Unix, and of Windows.</summary>
    private static ReadOnlySpan<int> FullCodes =>
        [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027), unchecked((int)0x8007050F)];

    /// <summary>True for what the file system throws where something cannot be written.</summary>
    public static bool IsKind(Exception failure) => failure is IOException or UnauthorizedAccessException;

    /// <summary>Says why a write failed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="failure">See <see cref="IsKind"/>; one of this type is returned as it is.</param>
    public static UnwritableFileException Of(string path, Exception failure)
    {
        if (failure is UnwritableFileException known)
        {
            return known;
        }

        bool isGone = failure is DirectoryNotFoundException
            || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)));
        string reason = isGone ? Gone("its folder")
            : FullCodes.Contains(failure.HResult) ? "the disk is full. Free some space and run the command again."
            : Directory.Exists(path) ? "a folder has its name. Remove the folder and run the command again."
            : $"{failure.Message.TrimEnd('.')}. Give a folder that you may write to, and run the command again.";
        return new UnwritableFileException($"{path} cannot be written: {reason}", failure);
    }

    /// <summary>Says that a file which was open is no longer where it was.</summary>
    public static UnwritableFileException Missing(string path) => new(
        $"{path} cannot be written: "
        + Gone(Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) ? "the file" : "its folder"), null);

    private static string Gone(string what) =>
        $"{what} is gone, or was never there. Leave it alone until the end, and run the command again.";
}
