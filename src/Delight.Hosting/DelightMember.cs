using Akka.Actor;
using Delight.Actors.Cluster;
using Delight.Actors.Configuration;
using Delight.Actors.Recording;
using Delight.Hosting.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delight.Hosting;

/// <summary>What a head and a node in somebody's host have in common.</summary>
public abstract class DelightMember
{
    /// <summary>Name that the actor system must have: addresses contain it.</summary>
    public const string SystemName = "delight";

    private protected DelightMember()
    {
    }

    /// <summary>Text of a configuration file in HOCON, over the reference of Delight.</summary>
    /// <value>Default empty: the reference only.</value>
    public string Hocon { get; init; } = string.Empty;

    /// <summary>Gets each event of the run, one at a time, from several threads, beside the log.</summary>
    /// <value>Default: nobody.</value>
    public Action<RunEvent> Happened { get; init; } = _ => { };

    /// <summary>Links and faults by plan in this process.</summary>
    /// <value>Default null: none. A node without them refuses to work for a scenario that has some.</value>
    public IClusterFrictions? Frictions { get; init; }

    /// <summary>Whether the member is alive and ready.</summary>
    public abstract MemberStatus Status { get; }

    /// <summary>Layers of configuration, in HOCON.</summary>
    internal abstract string Configure();

    /// <summary>True where the application ends when the work is done.</summary>
    internal abstract bool EndsWithWork { get; }

    /// <summary>Works until there is nothing more to do.</summary>
    internal abstract Task RunAsync(ActorSystem system, Action<RunEvent> write, CancellationToken stopping);

    /// <summary>Begins to work and returns at once.</summary>
    /// <param name="system">Has this <see cref="Configure"/>.</param>
    /// <param name="loggers">Of the host; null: nothing is logged.</param>
    /// <param name="lifetime">Of the host.</param>
    /// <exception cref="InvalidOperationException">The system has a wrong name.</exception>
    /// <exception cref="SystemStartException">It listens at all addresses, and others know none of them.</exception>
    internal void Start(ActorSystem system, ILoggerFactory? loggers, IHostApplicationLifetime? lifetime)
    {
        if (system.Name != SystemName)
        {
            throw new InvalidOperationException(
                $"the actor system is named '{system.Name}'; members of a cluster find each other by the name "
                + $"'{SystemName}'. Write AddAkka(DelightMember.SystemName, ...).");
        }

        SystemStart.RequireReachable(system.Settings.Config);
        Status.Begin(system);
        RunEventLog? log = loggers is null ? null : new RunEventLog(loggers.CreateLogger("Delight"));
        _ = RunToTheEndAsync(system, log, lifetime);
    }

    private async Task RunToTheEndAsync(ActorSystem system, RunEventLog? log, IHostApplicationLifetime? lifetime)
    {
        CancellationToken stopping = lifetime?.ApplicationStopping ?? CancellationToken.None;
        try
        {
            await RunAsync(
                system,
                happened =>
                {
                    log?.Happen(happened);
                    Happened(happened);
                },
                stopping).ConfigureAwait(false);
            if (!EndsWithWork)
            {
                return;
            }

            log?.End();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return; // the host stops already
        }
        catch (Exception failure) // Completion has it too, for whoever waits
        {
            log?.Fail(failure);
        }

        lifetime?.StopApplication();
    }
}
