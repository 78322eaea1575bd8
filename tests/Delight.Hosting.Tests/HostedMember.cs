using System.Net;
using Akka.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delight.Hosting.Tests;

/// <summary>A member in an ASP.NET Core application, as an application would have it.</summary>
internal sealed class HostedMember : IAsyncDisposable
{
    // Longer than any test takes on a busy machine: reached only where something hangs.
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly HttpClient Http = new();

    private readonly WebApplication _application;
    private readonly Task _run;

    private HostedMember(WebApplication application, LogList log)
    {
        (_application, Log) = (application, log);
        _run = application.WaitForShutdownAsync(); // stops it when it is told to, as RunAsync does
    }

    public LogList Log { get; }

    /// <summary>Completes with the end of the application.</summary>
    public Task EndedAsync() => _run.WaitAsync(Patience);

    public static async Task<HostedMember> StartAsync(
        Action<AkkaConfigurationBuilder> add, Action<IServiceCollection>? more = null,
        string name = DelightMember.SystemName)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        LogList log = new();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHealthChecks();
        builder.Services.AddAkka(name, add);
        more?.Invoke(builder.Services);
        WebApplication application = builder.Build();
        foreach (string tag in (string[])["live", "ready"])
        {
            application.MapHealthChecks($"/health/{tag}", new HealthCheckOptions
            {
                Predicate = check => check.Tags.Contains(tag),
                ResponseWriter = (context, report) =>
                    context.Response.WriteAsync(report.Entries.Values.Single().Description!),
            });
        }

        await application.StartAsync();
        return new HostedMember(application, log);
    }

    /// <summary>Status and text of a health endpoint.</summary>
    public Task<(HttpStatusCode Status, string Text)> HealthAsync(string tag) =>
        HealthAsync(new Uri($"{_application.Urls.Single()}/health/{tag}"));

    public static async Task<(HttpStatusCode Status, string Text)> HealthAsync(Uri address)
    {
        using HttpResponseMessage response = await Http.GetAsync(address);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Looks again and again until a health endpoint answers as it should.</summary>
    public Task UntilAsync(string tag, HttpStatusCode status, string text) => UntilAsync(
        $"{tag} is {status}: {text}", async () => await HealthAsync(tag) == (status, text),
        async () => $"{await HealthAsync(tag)}\n{Log}");

    public static async Task UntilAsync(string what, Func<Task<bool>> happened, Func<Task<string>> state)
    {
        using CancellationTokenSource end = new(Patience);
        while (!await happened())
        {
            Assert.False(end.IsCancellationRequested, $"waited in vain until {what}; {await state()}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _application.Lifetime.StopApplication();
        await EndedAsync();
        await _application.DisposeAsync();
    }
}
