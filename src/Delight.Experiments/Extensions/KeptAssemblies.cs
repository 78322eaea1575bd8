using System.Security.Cryptography;
using System.Text.Json;
using Delight.Experiments.Files;
using Delight.Experiments.Text;

namespace Delight.Experiments.Extensions;

/// <summary>Which builds of a user's assemblies the results of a folder are of, so that results of two builds never mix
/// unseen.</summary>
internal static class KeptAssemblies
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "assemblies.json";

    /// <summary>Compares the assemblies with those of before, and keeps them.</summary>
    /// <param name="folder">Of the results.</param>
    /// <param name="options">Paths of <c>--assembly</c>; those of the environment are added.</param>
    /// <exception cref="UserErrorException">One has changed: a line for each.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Check(string folder, IEnumerable<string> options)
    {
        Dictionary<string, string> now = CatalogueExtensions
            .PathsOf(options, Environment.GetEnvironmentVariable(CatalogueExtensions.Variable))
            .ToDictionary(path => path, HashOf, StringComparer.Ordinal);
        string file = Path.Combine(folder, FileName);
        Dictionary<string, string> before = Read(file);
        string[] changed =
            [.. now.Where(entry => before.TryGetValue(entry.Key, out string? hash) && hash != entry.Value)
                .Select(entry => entry.Key)];
        if (changed.Length > 0)
        {
            throw new UserErrorException([.. changed.Select(path =>
                $"{path} has changed since results in {folder} were computed, and they would mix. Give another --out, "
                + "or delete the folder.")]);
        }

        foreach ((string path, string hash) in before)
        {
            now.TryAdd(path, hash);
        }

        if (now.Count > 0)
        {
            ReplacedFile.Write(file, stream => JsonSerializer.Serialize(stream, now, Options));
        }
    }

    private static Dictionary<string, string> Read(string file)
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file), Options) ?? [] : [];
        }
        catch (JsonException)
        {
            throw new UserErrorException(
                $"{file} is damaged; it says which builds of assemblies the results beside it are of. Give another "
                + "--out, or delete the folder.");
        }
    }

    // Programs that are one file have the default resolver switched off.
    private static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
    };

    private static string HashOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
