using System.Text;
using System.Text.Json.Nodes;
using Delight.Experiments.Files;

namespace Delight.Experiments.Records;

/// <summary>Cuts files of lines back to what a resumed run goes on from.</summary>
internal static class RecordLines
{
    /// <summary>Keeps whole lines that pass; a last line without an end goes. The file is replaced in one go, and a
    /// missing one stays missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="passes">Gets a line without its end.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Keep(string path, Func<string, bool> passes)
    {
        if (!File.Exists(path))
        {
            return;
        }

        string[] lines = File.ReadAllText(path).Split('\n');
        ReplacedFile.Write(path, stream =>
        {
            foreach (string line in lines.SkipLast(1).Where(passes))
            {
                stream.Write(Encoding.UTF8.GetBytes(line + "\n"));
            }
        });
    }

    /// <summary>The learner step of a line of metrics, which was read as such before.</summary>
    public static long StepOf(string line) => (long)JsonNode.Parse(line)!["step"]!;
}
