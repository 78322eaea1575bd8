using Akka.Event;

namespace Delight.Hosting;

/// <summary>Takes what would go to standard output and writes nothing.</summary>
/// <remarks>Akka.NET hands what a stopped logger had not written yet to its logger of standard output, whatever
/// <c>stdout-loglevel</c> says. But standard output belongs to the application: with <c>--json</c> it is one
/// object.</remarks>
internal sealed class SilentLogger : MinimalLogger
{
    /// <summary>In HOCON.</summary>
    public const string Setting = "akka.stdout-logger-class = \"Delight.Hosting.SilentLogger, Delight.Hosting\"\n";

    /// <inheritdoc/>
    protected override void Log(object message)
    {
        // The loggers of the host had their chance.
    }
}
