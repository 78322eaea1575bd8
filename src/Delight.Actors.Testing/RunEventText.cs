using System.Globalization;
using Delight.Actors.Recording;

namespace Delight.Actors.Testing;

/// <summary>Events of a run as failed expectations show them.</summary>
internal static class RunEventText
{
    private const int ShownMax = 10;

    /// <summary>The last few, one a line.</summary>
    public static string Last(IReadOnlyList<RunEvent> events)
    {
        if (events.Count == 0)
        {
            return "Nothing happened to any actor.";
        }

        string shown = string.Concat(events.TakeLast(ShownMax).Select(happened => string.Create(
            CultureInfo.InvariantCulture,
            $"\n  {happened.Time} {happened.Kind} {happened.Subject}: {happened.Detail}")));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The last {Math.Min(ShownMax, events.Count)} of {events.Count} events:{shown}");
    }
}
