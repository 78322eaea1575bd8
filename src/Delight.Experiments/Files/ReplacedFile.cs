namespace Delight.Experiments.Files;

/// <summary>Replaces a file in one go: whoever reads sees the old content or the new one, never a part.</summary>
public static class ReplacedFile
{
    /// <summary>Writes next to the file, flushes to the disk, and renames.</summary>
    /// <param name="path">The file; overwritten where it exists.</param>
    /// <param name="write">Writes the content; where it throws, the old file stays.</param>
    /// <param name="check">Looks at the flushed file before it gets its name; where it throws, the old file
    /// stays.</param>
    /// <exception cref="UnwritableFileException">The folder is missing, full or cannot be written.</exception>
    public static void Write(string path, Action<Stream> write, Action<string>? check = null)
    {
        string temporary = TemporaryOf(path);
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            check?.Invoke(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception failure)
        {
            Remove(temporary);
            if (UnwritableFileException.IsKind(failure))
            {
                throw UnwritableFileException.Of(path, failure);
            }

            throw;
        }
    }

    /// <summary>Keeps room on the disk for the next <see cref="Write"/> of a file, so that it still works where the
    /// disk is full by then.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">How much.</param>
    /// <exception cref="UnwritableFileException">There is no room.</exception>
    public static void Reserve(string path, int bytes)
    {
        try
        {
            File.WriteAllBytes(TemporaryOf(path), new byte[bytes]);
        }
        catch (Exception failure) when (UnwritableFileException.IsKind(failure))
        {
            Remove(TemporaryOf(path));
            throw UnwritableFileException.Of(path, failure);
        }
    }

    /// <summary>Gives reserved room back.</summary>
    /// <param name="path">The file.</param>
    public static void Release(string path) => Remove(TemporaryOf(path));

    private static string TemporaryOf(string path) => path + ".new";

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception failure) when (UnwritableFileException.IsKind(failure))
        {
            // It is gone with its folder, or whoever wrote hears of the reason.
        }
    }
}
