using Delight.Experiments.Text;

namespace Delight.Experiments.Files;

/// <summary>Holds a folder for one process: a second one is refused until the first has ended, however it
/// ends.</summary>
public sealed class FolderClaim : IDisposable
{
    /// <summary>The file that is locked; it is gone when the process ends in order.</summary>
    public const string File = "claimed";

    private readonly FileStream _file;

    private FolderClaim(string folder, FileStream file) => (Folder, _file) = (folder, file);

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Takes a folder; makes it where it does not exist.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="remedy">What to do where another process has it, as a sentence.</param>
    /// <exception cref="UserErrorException">Another process has it.</exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static FolderClaim Take(string folder, string remedy)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FolderClaim(folder, new FileStream(
                Path.Combine(folder, File), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                FileOptions.DeleteOnClose));
        }
        catch (IOException)
        {
            throw new UserErrorException($"{folder} is in use by another process. {remedy}");
        }
    }

    /// <summary>True where a process holds the folder now.</summary>
    public static bool IsTaken(string folder) => IsLocked(Path.Combine(folder, File));

    /// <summary>True where a process has a file open that it writes to.</summary>
    /// <param name="file">Need not exist.</param>
    internal static bool IsLocked(string file)
    {
        try
        {
            // Read access is enough to ask, also where nothing may be written.
            using FileStream probe = new(file, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (Exception failure) when (
            failure is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
