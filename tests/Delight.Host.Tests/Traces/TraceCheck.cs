using System.Text.Json.Nodes;

namespace Delight.Host.Tests.Traces;

/// <summary>Reads a trace and asserts on the way that it keeps the format's rules.</summary>
internal sealed class TraceCheck
{
    private readonly Dictionary<(int Process, int Thread), string> _threads = [];
    private readonly Dictionary<string, List<double>> _counters = new(StringComparer.Ordinal);

    public List<Span> Spans { get; } = [];

    public List<(string Name, decimal At)> Instants { get; } = [];

    public IEnumerable<string> Threads => _threads.Values;

    public int Arrows { get; private set; }

    public static TraceCheck Of(string path)
    {
        TraceCheck check = new();
        Dictionary<(int, int), decimal> last = [];
        Dictionary<int, string> processes = [];
        Dictionary<long, JsonNode> begun = [];
        Dictionary<(int, int), Span> latest = [];
        foreach (JsonNode? entry in JsonNode.Parse(File.ReadAllText(path))!["traceEvents"]!.AsArray())
        {
            JsonNode mark = entry!;
            (int, int) place = ((int)mark["pid"]!, (int)mark["tid"]!);
            string phase = (string)mark["ph"]!, name = (string)mark["name"]!;
            Assert.NotEmpty(name);
            if (phase == "M")
            {
                Assert.True(name is "process_name" or "thread_name");
                string called = (string)mark["args"]!["name"]!;
                Assert.True(name == "thread_name"
                    ? check._threads.TryAdd(place, called)
                    : processes.TryAdd(place.Item1, called) || processes[place.Item1] == called);
                continue;
            }

            decimal at = (decimal)mark["ts"]!;
            Assert.True(at >= last.GetValueOrDefault(place), $"{name} at {at} goes back");
            last[place] = at;
            Assert.True(phase == "i" || check._threads.ContainsKey(place), $"{name} is on a thread without a name");
            switch (phase)
            {
                case "X":
                    check.AddSpan(mark, place, latest);
                    break;
                case "s":
                    Assert.True(latest[place].Begins <= at && at < latest[place].Begins + latest[place].Lasts, name);
                    Assert.True(begun.TryAdd((long)mark["id"]!, mark));
                    break;
                case "f":
                    Assert.True(begun.Remove((long)mark["id"]!, out JsonNode? begin), $"{name} ends before it begins");
                    Assert.Equal((latest[place].Begins, latest[place].Name), (at, name));
                    Assert.NotEqual((int)begin!["pid"]!, place.Item1);
                    check.Arrows++;
                    break;
                case "C":
                    check.AddCounter(name, (double)mark["args"]!["value"]!);
                    break;
                default:
                    Assert.Equal("i", phase);
                    check.Instants.Add((name, at));
                    break;
            }
        }

        Assert.Empty(begun);
        Assert.NotEmpty(check.Spans);
        return check;
    }

    /// <summary>Work that took time; what took none is drawn a nanosecond wide.</summary>
    public decimal BusyMicroseconds(string thread) =>
        Spans.Where(span => span.Thread == thread && span.Lasts > 1).Sum(span => decimal.Round(span.Lasts, 1));

    public List<double> Counter(string name) => _counters[name];

    private void AddCounter(string name, double value)
    {
        if (!_counters.TryGetValue(name, out List<double>? values))
        {
            _counters.Add(name, values = []);
        }

        values.Add(value);
    }

    private void AddSpan(JsonNode mark, (int, int) place, Dictionary<(int, int), Span> latest)
    {
        Span span = new(
            _threads[place], (string)mark["name"]!, (decimal)mark["ts"]!, (decimal)mark["dur"]!,
            (double?)mark["args"]?["waitedMs"] ?? 0);
        Assert.True(span.Lasts > 0);
        if (latest.TryGetValue(place, out Span before))
        {
            Assert.True(before.Begins + before.Lasts <= span.Begins, $"{before} overlaps {span}");
        }

        latest[place] = span;
        Spans.Add(span);
    }

    internal readonly record struct Span(string Thread, string Name, decimal Begins, decimal Lasts, double WaitedMs);
}
