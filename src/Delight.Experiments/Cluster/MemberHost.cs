using Akka.Actor;
using Akka.Hosting;
using Delight.Actors.Configuration;
using Delight.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Delight.Experiments.Cluster;

/// <summary>A host for one life of a head or a node, as the library makes it for anybody.</summary>
internal sealed class MemberHost : IAsyncDisposable
{
    private readonly IHost _host;

    private MemberHost(IHost host) => _host = host;

    /// <summary>Starts the actor system and the member on it.</summary>
    /// <param name="add">Adds the member.</param>
    /// <exception cref="SystemStartException">Akka.NET cannot start.</exception>
    public static async Task<MemberHost> StartAsync(Action<AkkaConfigurationBuilder> add)
    {
        HostApplicationBuilder builder = new(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddAkka(DelightMember.SystemName, add);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        IHost host = builder.Build();
        try
        {
            // First, since the hosted service of Akka.Hosting prints what fails at a start to standard output.
            SystemStart.Of(host.Services.GetRequiredService<ActorSystem>);
            await host.StartAsync();
            return new MemberHost(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>The member leaves its cluster in order, and the actor system ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
