using System.Globalization;
using Akka.Actor;

namespace Delight.Simulation.Digests;

/// <summary>Writes each delivery that enters the digest as a line, so that the first one that differs between two runs
/// can be named.</summary>
/// <remarks>A line is number, time, path and type, separated by tabs. Two runs are the same run exactly where their
/// logs are the same, but for the fields of messages, which only the digest has.</remarks>
public sealed class DigestLog : IDisposable
{
    /// <summary>A simulation writes its log to the file that this variable names.</summary>
    public const string Variable = "DELIGHT_SIMULATION_DIGEST_LOG";

    private readonly StreamWriter _writer;

    /// <summary>Begins a log; a file that is there is overwritten.</summary>
    public DigestLog(string file) => _writer = new StreamWriter(file);

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    /// <summary>Finds where two runs part.</summary>
    /// <param name="first">Log of one run.</param>
    /// <param name="second">Log of the other.</param>
    /// <returns>The first line that differs, from both logs; null where all lines are the same.</returns>
    public static DigestDifference? Compare(string first, string second)
    {
        using StreamReader left = new(first), right = new(second);
        while (true)
        {
            string? one = left.ReadLine(), other = right.ReadLine();
            if (one is null && other is null)
            {
                return null;
            }

            if (one != other)
            {
                return new DigestDifference(Readable(one), Readable(other));
            }
        }
    }

    internal void Delivered(long time, long number, string path, object message) =>
        Write(time, number, path, WrappedMessage.Unwrap(message).GetType().ToString());

    internal void Write(long time, long number, string where, string what) =>
        _writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{number}\t{TimeSpan.FromTicks(time):c}\t{where}\t{what}"));

    private static string Readable(string? line)
    {
        string[]? parts = line?.Split('\t');
        return parts is [string number, string time, string path, string type]
            ? $"delivery {number} at {time}: {type} to {path}"
            : "no further delivery";
    }
}

/// <summary>The first delivery that differs between two runs.</summary>
/// <param name="First">In one run.</param>
/// <param name="Second">In the other.</param>
public sealed record DigestDifference(string First, string Second)
{
    /// <inheritdoc/>
    public override string ToString() => $"the runs part at {First}; the other run has {Second}";
}
