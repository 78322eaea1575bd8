using System.Globalization;
using Delight.Actors.Recording;

namespace Delight.Host.Terminal;

/// <summary>An event of a cluster as a line of a terminal. Its time is UTC, so that lines of several machines can be
/// put
/// beside each other.</summary>
internal static class EventLine
{
    /// <summary>The line.</summary>
    /// <param name="happened">What.</param>
    /// <param name="clock">Wall clock.</param>
    public static string Of(RunEvent happened, TimeProvider clock)
    {
        string detail = happened.Detail.Length == 0 ? string.Empty : $": {happened.Detail}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.GetUtcNow():HH:mm:ss}Z {happened.Kind} {happened.Subject}{detail}");
    }
}
