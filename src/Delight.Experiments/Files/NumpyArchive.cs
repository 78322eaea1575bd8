using System.IO.Compression;
using System.IO.Hashing;
using Delight.Experiments.Text;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Files;

/// <summary>Parameters as <c>policy.npz</c>, which <c>numpy.load</c> opens: one array per tensor of the layout, by its
/// name.</summary>
/// <remarks>Entries are stored, not deflated, in the order of the layout and with a fixed date: same parameters, same
/// bytes.</remarks>
public static class NumpyArchive
{
    private const string Extension = ".npy";

    // The earliest date that a zip archive can hold.
    private static readonly DateTimeOffset EntryDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes an archive; an older one stays whole until this one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">Names and shapes.</param>
    /// <param name="parameters">[layout.Length].</param>
    /// <exception cref="ArgumentException">The length is not the layout's.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ParameterLayout layout, ReadOnlyMemory<float> parameters)
    {
        if (parameters.Length != layout.Length)
        {
            throw new ArgumentException(
                $"parameters has {parameters.Length} elements; the layout needs {layout.Length}.", nameof(parameters));
        }

        ReplacedFile.Write(path, stream =>
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach (TensorSlot slot in layout.Slots)
            {
                ZipArchiveEntry entry = archive.CreateEntry(slot.Name + Extension, CompressionLevel.NoCompression);
                entry.LastWriteTime = EntryDate;
                using Stream content = entry.Open();
                NumpyFormat.Write(content, slot.Shape, slot.In(parameters.Span));
            }
        });
    }

    /// <summary>Reads all arrays, in the order in which the archive holds them.</summary>
    /// <param name="path">An archive of this class, of <c>numpy.savez</c> or of <c>numpy.savez_compressed</c>.</param>
    /// <exception cref="UserErrorException">No archive, or an array that holds no floats: file and array are
    /// named.</exception>
    public static IReadOnlyList<NumpyArray> Read(string path)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            return [.. archive.Entries.Select(entry => ReadEntry(path, entry))];
        }
        catch (Exception failure) when (failure is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(IsOneArray(path)
                ? $"{path} is a single array (.npy); a policy is an archive of several. Save it with numpy.savez."
                : $"{path} cannot be read as a NumPy archive ({failure.Message.TrimEnd('.')}). Give a file of "
                    + "numpy.savez or of a finished run.");
        }
    }

    /// <summary>Reads the parameters of a policy, by name, whatever their order in the archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="layout">The names and shapes that the policy needs.</param>
    /// <returns>[layout.Length], owned by the caller.</returns>
    /// <exception cref="UserErrorException">A tensor is missing, unknown or of another shape; all are named at
    /// once.</exception>
    public static float[] Read(string path, ParameterLayout layout)
    {
        Dictionary<string, NumpyArray> arrays = new(StringComparer.Ordinal);
        List<string> problems = [.. Read(path)
            .Where(array => !arrays.TryAdd(array.Name, array))
            .Select(array => $"{path} has array '{array.Name}' twice.")];
        float[] parameters = new float[layout.Length];
        foreach (TensorSlot slot in layout.Slots)
        {
            if (!arrays.Remove(slot.Name, out NumpyArray? array))
            {
                problems.Add(
                    $"{path} has no array '{slot.Name}', which the policy needs with shape {Text(slot.Shape)}.");
            }
            else if (!array.Shape.SequenceEqual(slot.Shape))
            {
                problems.Add(
                    $"{path}: array '{slot.Name}' has shape {Text(array.Shape)}; the policy needs {Text(slot.Shape)}.");
            }
            else
            {
                array.Values.Span.CopyTo(slot.In(parameters.AsSpan()));
            }
        }

        problems.AddRange(arrays.Keys.Select(name => $"{path}: array '{name}' is no part of the policy."));
        return problems.Count == 0 ? parameters : throw new UserErrorException(problems);
    }

    private static bool IsOneArray(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return file.ReadByte() == NumpyFormat.FirstByte && file.ReadByte() == 'N';
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false; // the caller says why it cannot be read
        }
    }

    private static NumpyArray ReadEntry(string path, ZipArchiveEntry entry)
    {
        string name = entry.FullName.EndsWith(Extension, StringComparison.Ordinal)
            ? entry.FullName[..^Extension.Length]
            : entry.FullName;
        using MemoryStream bytes = new();
        using (Stream content = entry.Open())
        {
            content.CopyTo(bytes);
        }

        // The reader of archives leaves check sums to its caller.
        if (Crc32.HashToUInt32(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) != entry.Crc32)
        {
            throw new UserErrorException(
                $"{path}: array '{name}' is damaged: its check sum is another than the archive says. Copy it again.");
        }

        try
        {
            return NumpyFormat.Read(name, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
        catch (Exception failure) when (failure is FormatException or OverflowException)
        {
            throw new UserErrorException($"{path}: array '{name}' {failure.Message}.");
        }
    }

    private static string Text(IReadOnlyList<int> shape) => $"({string.Join(", ", shape)})";
}
