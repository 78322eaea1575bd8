using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Delight.Hosting.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class LogList : ILoggerProvider
{
    public ConcurrentQueue<Entry> All { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public override string ToString() => string.Join('\n', All);

    public void Dispose()
    {
        // Its entries are read after the end.
    }

    /// <summary>One entry with its named values.</summary>
    public sealed record Entry(
        string Category, LogLevel Level, string Text, IReadOnlyDictionary<string, object?> Values)
    {
        public override string ToString() => $"{Level} {Category}: {Text}";
    }

    private sealed class Logger(LogList list, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => list.All.Enqueue(new Entry(
                category, logLevel, $"{formatter(state, exception)} {exception?.Message}".TrimEnd(),
                state is IEnumerable<KeyValuePair<string, object?>> values
                    ? values.GroupBy(value => value.Key, StringComparer.Ordinal).ToDictionary(
                        value => value.Key, value => value.First().Value, StringComparer.Ordinal)
                    : new Dictionary<string, object?>(StringComparer.Ordinal)));
    }
}
