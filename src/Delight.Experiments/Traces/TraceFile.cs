using System.Text.Encodings.Web;
using System.Text.Json;
using Delight.Experiments.Files;

namespace Delight.Experiments.Traces;

/// <summary>Writes a trace in Chrome's trace event format, which Perfetto and <c>chrome://tracing</c> open.</summary>
/// <remarks>
/// <para>Processes are nodes, threads are actors. <c>X</c>: work; <c>s</c> and <c>f</c>: an arrow from work to work;
/// <c>C</c>: a counter; <c>i</c>: an instant; <c>M</c>: names. Times in microseconds of the run's clock.</para>
/// <para>Source: the "Trace Event Format" document of the Chromium project.</para>
/// </remarks>
internal static class TraceFile
{
    private const int FlushEvery = 1000;

    /// <summary>Writes a file; an older one stays whole until this one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="log">What happened; nobody adds to it any more.</param>
    /// <param name="about">Members that say what run it is of.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, TraceLog log, IReadOnlyDictionary<string, string> about) =>
        ReplacedFile.Write(path, stream =>
        {
            JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            using Utf8JsonWriter json = new(stream, options);
            json.WriteStartObject();
            json.WriteString("displayTimeUnit", "ms");
            json.WriteStartObject("otherData");
            foreach ((string name, string value) in about)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteStartArray("traceEvents");
            foreach (TraceActor actor in log.Actors)
            {
                WriteName(json, "process_name", actor, actor.Node);
                WriteName(json, "thread_name", actor, actor.Name);
            }

            int written = 0;
            foreach (TraceEvent mark in log.Events())
            {
                Write(json, mark);
                if (++written % FlushEvery == 0)
                {
                    json.Flush();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void WriteName(Utf8JsonWriter json, string kind, TraceActor actor, string name)
    {
        json.WriteStartObject();
        json.WriteString("ph", "M");
        json.WriteString("name", kind);
        WritePlace(json, actor);
        json.WriteStartObject("args");
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in TraceEvent mark)
    {
        json.WriteStartObject();
        json.WriteString("ph", [(char)mark.Phase]);
        json.WriteString("name", mark.Name);
        json.WriteNumber("ts", mark.At / 1000m);
        WritePlace(json, mark.Actor);
        switch (mark.Phase)
        {
            case TracePhase.Work:
                json.WriteNumber("dur", (long)mark.Value / 1000m);
                WriteWork(json, mark);
                break;
            case TracePhase.ArrowBegins:
                WriteArrow(json, mark);
                break;
            case TracePhase.ArrowEnds:
                json.WriteString("bp", "e"); // it points at the work around it, not at the next one
                WriteArrow(json, mark);
                break;
            case TracePhase.Counter:
                json.WriteStartObject("args");
                json.WriteNumber("value", mark.Value);
                json.WriteEndObject();
                break;
            default:
                json.WriteString("s", mark.Actor is null ? "g" : "t");
                json.WriteStartObject("args");
                json.WriteString("detail", mark.Detail);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteArrow(Utf8JsonWriter json, in TraceEvent mark)
    {
        json.WriteString("cat", "message");
        json.WriteNumber("id", (long)mark.Value);
    }

    private static void WriteWork(Utf8JsonWriter json, in TraceEvent mark)
    {
        if (mark.Detail is null && mark.Waited == 0)
        {
            return;
        }

        json.WriteStartObject("args");
        if (mark.Detail is { } sender)
        {
            json.WriteString("from", sender);
        }

        if (mark.Waited > 0)
        {
            json.WriteNumber("waitedMs", mark.Waited / 1e6m);
        }

        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, TraceActor? actor)
    {
        json.WriteNumber("pid", actor?.Process ?? 0);
        json.WriteNumber("tid", actor?.Thread ?? 0);
    }
}
