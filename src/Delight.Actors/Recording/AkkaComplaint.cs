using Akka.Actor;
using Akka.Event;

namespace Delight.Actors.Recording;

/// <summary>A warning or an error of Akka.NET, in the words of Delight where it stops a training and somebody can help
/// it.</summary>
/// <param name="Kind">Of the event.</param>
/// <param name="Text">One sentence, without a stack trace.</param>
internal sealed record AkkaComplaint(string Kind, string Text)
{
    /// <summary>What is in the text of Akka.NET, the kind of the event, and what to do.</summary>
    private static readonly (string Part, string Kind, string Remedy)[] Known =
    [
        ("oversized payload", "message-too-large",
            "Raise akka.remote.dot-netty.tcp.maximum-frame-size by --hocon in all processes, or lower "
            + "workers[].rowsPerRequest"),
        ("non-local recipient", "wrong-address",
            "Somebody looks for this process under another address than its own. Write --seed-node {0} there"),
    ];

    /// <summary>Reads a log event.</summary>
    /// <param name="said">A warning or an error.</param>
    /// <param name="own">Address of this process, for remedies.</param>
    public static AkkaComplaint Of(LogEvent said, Address own)
    {
        string text = $"{said.Message}".ReplaceLineEndings(" ");
        string reason = (said.Cause?.GetBaseException().Message ?? string.Empty).ReplaceLineEndings(" ");
        string whole = reason.Length == 0 || text.Contains(reason, StringComparison.Ordinal)
            ? text : $"{text}: {reason}";
        foreach ((string part, string kind, string remedy) in Known)
        {
            if (whole.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                string told = remedy.Replace("{0}", $"{own.Host}:{own.Port}", StringComparison.Ordinal);
                return new AkkaComplaint(kind, $"{whole.TrimEnd('.')}. {told}");
            }
        }

        return new AkkaComplaint(said is Error ? "akka-error" : "akka-warning", whole);
    }
}
