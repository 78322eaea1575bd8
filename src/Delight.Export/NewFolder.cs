using Delight.Experiments.Text;

namespace Delight.Export;

/// <summary>A folder that gets its content in one go, when all of it is written.</summary>
internal sealed class NewFolder : IDisposable
{
    private readonly string _target;

    private NewFolder(string target, string path)
    {
        _target = target;
        Path = path;
    }

    /// <summary>Where to write until <see cref="Complete"/>.</summary>
    public string Path { get; }

    /// <summary>Makes a place to write to, on the same disk as the folder.</summary>
    /// <param name="folder">Missing or empty.</param>
    /// <exception cref="UserErrorException">It has content, is a file, or cannot be made.</exception>
    public static NewFolder Beside(string folder)
    {
        if (File.Exists(folder))
        {
            throw new UserErrorException(
                $"--out {folder} is a file; it must be a new or empty folder. Give another name.");
        }

        try
        {
            string target = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
            bool exists = Directory.Exists(target);
            if (exists && Directory.EnumerateFileSystemEntries(target).Any())
            {
                throw new UserErrorException(
                    $"--out {folder} is not empty; an export never writes over anything. Give a new folder.");
            }

            // A folder that is there may be a mount or somebody's working folder, so it stays and gets entries.
            string random = System.IO.Path.GetRandomFileName();
            string path = exists ? System.IO.Path.Combine(target, $".{random}.new") : $"{target}.{random}.new";
            return new NewFolder(target, Directory.CreateDirectory(path).FullName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserErrorException(
                $"--out {folder} cannot be written ({failure.Message.TrimEnd('.')}). Give a folder that you own.");
        }
    }

    /// <summary>Gives the content its place.</summary>
    /// <exception cref="IOException">Somebody else made or filled the folder meanwhile.</exception>
    public void Complete()
    {
        if (System.IO.Path.GetDirectoryName(Path) != _target)
        {
            Directory.Move(Path, _target);
            return;
        }

        foreach (string entry in Directory.GetFileSystemEntries(Path))
        {
            Directory.Move(entry, System.IO.Path.Combine(_target, System.IO.Path.GetFileName(entry)));
        }
    }

    /// <summary>Removes what was not completed.</summary>
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
