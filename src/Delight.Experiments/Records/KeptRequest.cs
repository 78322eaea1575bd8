using System.Text.Json;
using Delight.Experiments.Files;
using Delight.Experiments.Text;

namespace Delight.Experiments.Records;

/// <summary>What a folder of several runs was asked for, so that its folder is enough to go on with it.</summary>
internal static class KeptRequest
{
    /// <summary>Writes it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write<T>(string folder, string file, T request) => ReplacedFile.Write(
        Path.Combine(folder, file), stream => JsonSerializer.Serialize(stream, request, RecordJson.Document));

    /// <summary>Reads it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="file">Name of the file in it.</param>
    /// <param name="verb">What made it.</param>
    /// <exception cref="UserErrorException">There is none, or it is damaged.</exception>
    public static T Read<T>(string folder, string file, string verb)
        where T : class
    {
        string path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            throw new UserErrorException(
                $"--resume {folder}: it has no {file}, so it is no folder of {verb}. Give the folder that it named.");
        }

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), RecordJson.Line)
                ?? throw new JsonException("it is null");
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"{path} cannot be read ({failure.Message.Split(" Path: ", 2)[0].TrimEnd('.')}). Type the command "
                + $"again with --out {folder}: finished runs are kept.");
        }
    }
}
