using System.Collections;
using System.Net;
using Delight.Experiments.Cluster;
using Delight.Hosting.Health;
using Delight.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Resources;
using Endpoint = Delight.Actors.Cluster.Endpoint;

namespace Delight.Host.Serving;

/// <summary>What a process of the command line serves beside its work: health over HTTP, and telemetry by
/// OTLP.</summary>
/// <remarks>It outlives the actor systems of a node. A process that asks for nothing loads nothing of it.</remarks>
internal static class ProcessServices
{
    /// <summary>Where telemetry goes; the exporter reads it and the other variables of OpenTelemetry.</summary>
    public const string OtlpVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Starts what is asked for.</summary>
    /// <returns>Ends it, after what is left of the telemetry has gone out.</returns>
    /// <exception cref="IOException">The address of <c>--health</c> is taken.</exception>
    public static Task<IAsyncDisposable> StartAsync(ServingOptions options) =>
        options.Health is not null || ExportsTelemetry
            ? StartHostAsync(options)
            : Task.FromResult<IAsyncDisposable>(new Nothing());

    private static bool ExportsTelemetry =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(OtlpVariable));

    private static async Task<IAsyncDisposable> StartHostAsync(ServingOptions options)
    {
        IHost host = options.Health is { } endpoint ? Web(options, endpoint) : Plain(options);
        try
        {
            await host.StartAsync();
            return new Running(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static IHost Plain(ServingOptions options)
    {
        HostApplicationBuilder builder = new(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        AddTelemetry(builder.Services, builder.Configuration, options.Service);
        return builder.Build();
    }

    private static WebApplication Web(ServingOptions options, Endpoint endpoint)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.AddRoutingCore();
        builder.Services.AddHealthChecks()
            .AddCheck(MemberStatus.AliveCheck, () => HealthCheckResult.Healthy("the process runs"),
                [MemberStatus.LiveTag])
            .AddCheck(MemberStatus.ReadyCheck, () => options.Status()?.Ready
                ?? HealthCheckResult.Unhealthy("the member has not started"), [MemberStatus.ReadyTag]);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Parse(endpoint.Host), endpoint.Port));
        if (ExportsTelemetry)
        {
            AddTelemetry(builder.Services, builder.Configuration, options.Service);
        }

        WebApplication application = builder.Build();
        application.UseRouting();
        application.MapHealthChecks("/health/live", Of(MemberStatus.LiveTag));
        application.MapHealthChecks("/health/ready", Of(MemberStatus.ReadyTag));
        return application;
    }

    private static HealthCheckOptions Of(string tag) => new()
    {
        Predicate = check => check.Tags.Contains(tag),
        ResponseWriter = (context, report) => context.Response.WriteAsync(string.Join(
            '\n', report.Entries.Select(entry => $"{entry.Key} {entry.Value.Status}: {entry.Value.Description}\n"))),
    };

    private static void AddTelemetry(IServiceCollection services, IConfigurationBuilder settings, string service)
    {
        // Those of OpenTelemetry alone: nothing else in the environment is meant for these hosts.
        settings.AddInMemoryCollection(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value))
            .Where(variable => variable.Key.StartsWith("OTEL_", StringComparison.Ordinal)));
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(service, serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}")
                .AddEnvironmentVariableDetector()) // OTEL_SERVICE_NAME wins
            .WithMetrics(metrics => metrics.AddDelightInstrumentation())
            .WithTracing(traces => traces.AddDelightInstrumentation())
            .UseOtlpExporter();
    }

    private sealed class Running(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            if (host is IAsyncDisposable disposable)
            {
                await disposable.DisposeAsync(); // the providers flush here
            }
        }
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
