namespace Delight.Experiments.Files;

/// <summary>Replaces a file in one go: whoever reads sees the old content or the new one, never a part.</summary>
public static class ReplacedFile
{
    /// <summary>Writes next to the file, flushes to the disk, and renames.</summary>
    /// <param name="path">The file; overwritten where it exists.</param>
    /// <param name="write">Writes the content; where it throws, the old file stays.</param>
    /// <param name="check">Looks at the flushed file before it gets its name; where it throws, the old file
    /// stays.</param>
    /// <exception cref="IOException">The folder is missing, full or cannot be written.</exception>
    public static void Write(string path, Action<Stream> write, Action<string>? check = null)
    {
        string temporary = path + ".new";
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
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
