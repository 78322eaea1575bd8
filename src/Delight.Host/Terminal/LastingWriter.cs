using System.Text;

namespace Delight.Host.Terminal;

/// <summary>A standard stream that may be closed or full: what cannot be written is dropped, and noted.</summary>
/// <param name="open">Opens the stream.</param>
/// <remarks>A run goes on without its terminal, since the record has everything. Thread-safe where the stream
/// is.</remarks>
public sealed class LastingWriter(Func<TextWriter> open) : TextWriter
{
    private readonly Lazy<TextWriter?> _next = new(() => OpenOrNull(open));
    private volatile string? _failure;

    /// <summary>Why something could not be written; null: all was.</summary>
    public string? Failure => _next.Value is null ? "it is closed" : _failure;

    /// <inheritdoc/>
    public override Encoding Encoding => _next.Value?.Encoding ?? Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => Try(next => next.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(next => next.Write(value));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        string text = new(buffer);
        Try(next => next.Write(text));
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(next => next.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(next => next.Flush());

    private static TextWriter? OpenOrNull(Func<TextWriter> open)
    {
        try
        {
            return open();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null; // Failure tells.
        }
    }

    private void Try(Action<TextWriter> write)
    {
        if (_next.Value is not { } next || _failure is not null)
        {
            return;
        }

        try
        {
            write(next);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            _failure = error.Message;
        }
    }
}
