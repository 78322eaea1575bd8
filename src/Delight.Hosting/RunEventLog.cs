using Delight.Actors.Recording;
using Microsoft.Extensions.Logging;

namespace Delight.Hosting;

/// <summary>Writes the events of a run as structured entries of the category <c>Delight</c>.</summary>
internal sealed partial class RunEventLog(ILogger logger)
{
    private static readonly HashSet<string> NeedsAttention = new(StringComparer.Ordinal)
    {
        "actor-crashed", "actor-restarted", "actor-stopped", "checkpoint-passed-over", "head-gone", "head-lost",
        "head-silent", "head-unknown", "last-checkpoint-missing", "learner-recovered", "member-downed",
        "member-unreachable", "message-dropped", "node-refused", "policy-refused",
    };

    /// <summary>Writes an event. Akka's warnings and errors are left out: Akka's own log has them.</summary>
    public void Happen(RunEvent happened)
    {
        if (happened.Kind is not ("akka-warning" or "akka-error"))
        {
            Write(
                NeedsAttention.Contains(happened.Kind) ? LogLevel.Warning : LogLevel.Information,
                happened.Kind, happened.Subject, happened.Detail, happened.Time);
        }
    }

    /// <summary>The work ended with a failure.</summary>
    [LoggerMessage(2, LogLevel.Critical, "The work of this member failed. The application ends.")]
    public partial void Fail(Exception failure);

    /// <summary>There is nothing more to do: the training has ended, or the head is lost.</summary>
    [LoggerMessage(3, LogLevel.Information, "The work of this member has ended. The application ends.")]
    public partial void End();

    [LoggerMessage(EventId = 1, Message = "{Kind} {Subject}: {Detail} (at {RunTime})")]
    private partial void Write(LogLevel level, string kind, string subject, string detail, TimeSpan runTime);
}
