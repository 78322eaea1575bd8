using Akka.DependencyInjection;
using Akka.Hosting;
using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Hosting.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delight.Hosting;

/// <summary>Puts a head or a node into somebody's host.</summary>
/// <remarks>
/// <para>Call it within <c>services.AddAkka(DelightMember.SystemName, akka => ...)</c>. It sets the configuration,
/// starts the actors, and registers the orderly leave.</para>
/// <para>It registers two health checks: <c>delight.alive</c> with the tag <c>live</c> and <c>delight.ready</c> with
/// the tag <c>ready</c>. Akka's log and the events of the run go to the host's loggers.</para>
/// <para>HOCON of the application wins over that of the member, whichever is added first.</para>
/// </remarks>
public static class DelightHosting
{
    /// <summary>Adds a head.</summary>
    /// <param name="builder">Of the actor system.</param>
    /// <param name="options">Where it listens, and what nodes must know.</param>
    /// <param name="plan">What to train; its totals and its outcome are filled.</param>
    public static AkkaConfigurationBuilder WithDelightHead(
        this AkkaConfigurationBuilder builder, HeadOptions options, TrainingPlan plan) =>
        builder.WithDelightHead(new DelightHead(options, plan));

    /// <summary>Adds a head.</summary>
    /// <param name="builder">Of the actor system.</param>
    /// <param name="head">Has not started yet.</param>
    public static AkkaConfigurationBuilder WithDelightHead(this AkkaConfigurationBuilder builder, DelightHead head) =>
        builder.With(head);

    /// <summary>Adds a node.</summary>
    /// <param name="builder">Of the actor system.</param>
    /// <param name="options">Whom to join, and with what.</param>
    public static AkkaConfigurationBuilder WithDelightNode(
        this AkkaConfigurationBuilder builder, NodeOptions options) =>
        builder.WithDelightNode(new DelightNode(options));

    /// <summary>Adds a node.</summary>
    /// <param name="builder">Of the actor system.</param>
    /// <param name="node">Has not started yet.</param>
    public static AkkaConfigurationBuilder WithDelightNode(this AkkaConfigurationBuilder builder, DelightNode node) =>
        builder.With(node);

    private static AkkaConfigurationBuilder With(this AkkaConfigurationBuilder builder, DelightMember member) => builder
        .AddHocon(SilentLogger.Setting, HoconAddMode.Append)
        .AddHocon(member.Configure(), HoconAddMode.Append)
        .ConfigureLoggers(loggers =>
        {
            loggers.ClearLoggers();
            loggers.AddLoggerFactory();
        })
        .WithHealthCheck(
            MemberStatus.AliveCheck, (_, _, _) => Task.FromResult(member.Status.Alive), tags: [MemberStatus.LiveTag])
        .WithHealthCheck(
            MemberStatus.ReadyCheck, (_, _, _) => Task.FromResult(member.Status.Ready), tags: [MemberStatus.ReadyTag])
        .AddStartup((system, _) =>
        {
            IDependencyResolver services = DependencyResolver.For(system).Resolver;
            member.Start(
                system, services.GetService<ILoggerFactory>(), services.GetService<IHostApplicationLifetime>());
        });
}
