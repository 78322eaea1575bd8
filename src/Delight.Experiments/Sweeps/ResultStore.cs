using System.Text.Json.Nodes;
using System.Text.Json;
using System.Text;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Sweeps;

/// <summary>The results of one experiment, a small file each, found by their content whatever they are
/// called.</summary>
/// <remarks>A result counts for the scenario that it holds as this build reads it: settings that are newer than the
/// file have their defaults. Files of another <see cref="ResultKey.ResultVersion"/> are passed over.</remarks>
public sealed class ResultStore
{
    private readonly Dictionary<string, (CellResult Result, string File)> _byKey = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private ResultStore(string folder) => Folder = folder;

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>Reads what is there.</summary>
    /// <param name="folder">Need not exist yet.</param>
    /// <param name="catalogues">The parts that recorded scenarios may name.</param>
    /// <exception cref="UserErrorException">A file is damaged or newer than this build.</exception>
    public static ResultStore Open(string folder, PartCatalogues catalogues)
    {
        ResultStore store = new(folder);
        if (!Directory.Exists(folder))
        {
            return store;
        }

        ScenarioLoader loader = new(catalogues, ScenarioArguments.Folder());
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            CellResult result = Read(file);
            if (result.ResultVersion == ResultKey.ResultVersion && KeyOf(result, file, loader) is { } key)
            {
                store._byKey[key] = (result, file);
            }
        }

        return store;
    }

    /// <summary>Reads one file.</summary>
    /// <exception cref="UserErrorException">It is damaged or newer than this build.</exception>
    public static CellResult Read(string file)
    {
        CellResult result;
        try
        {
            result = JsonSerializer.Deserialize<CellResult>(File.ReadAllText(file), RecordJson.Line)
                ?? throw new JsonException("it is null");
        }
        catch (JsonException failure)
        {
            throw new UserErrorException($"{file}:{(failure.LineNumber ?? 0) + 1}: it is no result of an experiment "
                + $"({failure.Message.Split(" Path: ", 2)[0].TrimEnd('.')}). Remove it, and it is computed again.");
        }

        return result.Format <= CellResult.FormatNewest
            ? result
            : throw new UserErrorException(
                $"{file} has format {result.Format}; this build reads up to {CellResult.FormatNewest}. "
                + "Use a newer build.");
    }

    /// <summary>The result of a key; null where there is none.</summary>
    public CellResult? Find(string key)
    {
        lock (_lock)
        {
            return _byKey.TryGetValue(key, out (CellResult Result, string File) entry) ? entry.Result : null;
        }
    }

    /// <summary>Its file as shown to people; null where there is none.</summary>
    public string? FileOf(string key)
    {
        lock (_lock)
        {
            return _byKey.TryGetValue(key, out (CellResult Result, string File) entry)
                ? Path.GetFileName(entry.File) : null;
        }
    }

    /// <summary>Writes a result beside the others; a reader sees all of it or nothing.</summary>
    /// <param name="result">What a run came to.</param>
    /// <param name="label">For the file's name.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Save(CellResult result, string label)
    {
        Directory.CreateDirectory(Folder);
        string file = Path.Combine(Folder, $"{RunFolder.NamePart(label)}-{result.Key[..8]}.json");
        byte[] text = Encoding.UTF8.GetBytes(Text(result));
        ReplacedFile.Write(file, stream => stream.Write(text));
        lock (_lock)
        {
            _byKey[result.Key] = (result, file);
        }
    }

    /// <summary>Removes files that belong to none of these keys.</summary>
    /// <returns>How many.</returns>
    public int RemoveOthers(IReadOnlySet<string> keys)
    {
        string[] kept = [.. _byKey.Where(entry => keys.Contains(entry.Key)).Select(entry => entry.Value.File)];
        string[] others = !Directory.Exists(Folder) ? [] :
            [.. Directory.EnumerateFiles(Folder, "*.json").Except(kept, StringComparer.Ordinal)];
        foreach (string file in others)
        {
            File.Delete(file);
        }

        return others.Length;
    }

    /// <summary>One line a member, each as short as it can be.</summary>
    internal static string Text(CellResult result)
    {
        JsonObject json = (JsonObject)JsonSerializer.SerializeToNode(result, RecordJson.Line)!;
        return $"{{\n{string.Join(",\n", json.Where(member => member.Value is not null).Select(member =>
            $"{JsonValue.Create(member.Key).ToJsonString()}: {member.Value!.ToJsonString(RecordJson.Line)}"))}\n}}\n";
    }

    /// <summary>The key as this build makes it; null where it refuses the scenario, and so cannot ask for it.</summary>
    private static string? KeyOf(CellResult result, string file, ScenarioLoader loader)
    {
        if (result.Scenario is null)
        {
            return result.Key;
        }

        byte[] json = Encoding.UTF8.GetBytes(result.Scenario.ToJsonString());
        EffectiveScenario? scenario = loader.Read(file, json, new ScenarioRequest { Scenario = file }).Scenario;
        return scenario is null ? null : ResultKey.Of(scenario, result.RecordedWith);
    }
}
