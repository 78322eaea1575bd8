using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Delight.Hosting.Tests.Telemetry;

/// <summary>A receiver of OTLP over HTTP with binary protobuf.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<OtlpMetric> _metrics = new();
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();

    private OtlpReceiver(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.Single());

    public IReadOnlyCollection<OtlpMetric> Metrics => _metrics;

    public IReadOnlyCollection<OtlpSpan> Spans => _spans;

    public static async Task<OtlpReceiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication application = builder.Build();
        OtlpReceiver receiver = new(application);
        application.MapPost("/v1/metrics", context => TakeAsync(context, OtlpMetric.ReadAll, receiver._metrics));
        application.MapPost("/v1/traces", context => TakeAsync(context, OtlpSpan.ReadAll, receiver._spans));
        await application.StartAsync();
        return receiver;
    }

    /// <summary>The newest export of an instrument.</summary>
    public OtlpMetric Last(string name) => _metrics.Last(metric => metric.Name == name);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static async Task TakeAsync<T>(
        HttpContext context, Func<byte[], IEnumerable<T>> read, ConcurrentQueue<T> taken)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        foreach (T item in read(body.ToArray()))
        {
            taken.Enqueue(item);
        }
    }
}
