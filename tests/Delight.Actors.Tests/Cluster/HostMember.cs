using System.Text;

namespace Delight.Actors.Tests.Cluster;

/// <summary>A head or a node that a test started by a command line.</summary>
internal abstract class HostMember : IAsyncDisposable
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    /// <summary>The name of a node that is in, as it said it last.</summary>
    public string Name => Error.Split("node-joined ")[^1].Split(": ")[0];

    /// <summary>Standard output so far.</summary>
    public string Output => Text(_output);

    /// <summary>Standard error so far.</summary>
    public string Error => Text(_error);

    /// <summary>What it said, for the message of a failed assertion.</summary>
    public string Said => $"--- {this}{Environment.NewLine}{Output}{Error}";

    public abstract bool HasExited { get; }

    /// <summary>Tells it to end, as Ctrl-C does.</summary>
    public abstract void Interrupt();

    public abstract Task<int> ExitCodeAsync(CancellationToken cancellation);

    /// <summary>Ends it, however far it has come.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Adds to standard output. Thread-safe.</summary>
    protected void AddOutput(string? text) => Append(_output, text);

    /// <summary>Adds to standard error. Thread-safe.</summary>
    protected void AddError(string? text) => Append(_error, text);

    private static void Append(StringBuilder to, string? text)
    {
        lock (to)
        {
            to.Append(text);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
