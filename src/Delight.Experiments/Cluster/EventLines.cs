using System.Globalization;
using Delight.Actors.Recording;

namespace Delight.Experiments.Cluster;

/// <summary>Events of a cluster as lines of a terminal. Times are UTC, so that lines of several machines can be put
/// beside each other.</summary>
/// <param name="clock">Wall clock.</param>
/// <remarks>A head that is away for an hour is worth one line of each kind, not one at every attempt; the record has
/// each. Not thread-safe.</remarks>
public sealed class EventLines(TimeProvider clock)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>The line of an event; null where it was told before.</summary>
    public string? Of(RunEvent happened)
    {
        if (happened.Kind is "node-joined" or "head-lost")
        {
            _told.Clear();
        }

        if (RepeatedIn(happened) is { } repeated && !_told.Add(repeated))
        {
            return null;
        }

        string detail = happened.Detail.Length == 0 ? string.Empty : $": {happened.Detail}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.GetUtcNow():HH:mm:ss}Z {happened.Kind} {happened.Subject}{detail}");
    }

    /// <summary>What is told once of many such events; null for an event that is always told.</summary>
    private static string? RepeatedIn(RunEvent happened) => happened.Kind switch
    {
        "akka-warning" or "waiting-for-head" => happened.Kind + happened.Subject.Split('@', ':')[0],
        "message-dropped" => happened.Detail,
        _ => null,
    };
}
