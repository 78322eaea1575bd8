using Akka.Actor;
using Delight.Actors.Cluster;
using Delight.Actors.Recording;
using Delight.Hosting.Discovery;
using Delight.Hosting.Health;

namespace Delight.Hosting;

/// <summary>A node of a cluster in somebody's host: it runs rollout workers for a head.</summary>
/// <param name="options">Whom to join, and with what.</param>
/// <remarks>
/// <para><see cref="DelightHosting.WithDelightNode(Akka.Hosting.AkkaConfigurationBuilder, DelightNode)"/> starts it
/// with the host's actor system.</para>
/// <para>One life: an actor system that lost its head can never join again. The application then ends, and its
/// supervisor starts it again.</para>
/// </remarks>
public sealed class DelightNode(NodeOptions options) : DelightMember
{
    private readonly TaskCompletionSource<TimeSpan> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly NodeStatus _status = new();

    /// <summary>Looks the head's address up by the name of a service before the node joins.</summary>
    /// <value>Default null: the seeds of the options. Else these count for nothing.</value>
    public HeadService? Service { get; init; }

    /// <summary>Ends with the loss of the head, and says how long the node lived. Faulted where the head refused the
    /// node; cancelled where the host stopped before.</summary>
    public Task<TimeSpan> Completion => _completion.Task;

    /// <inheritdoc/>
    public override MemberStatus Status => _status;

    /// <inheritdoc/>
    internal override string Configure() => new ClusterNode(options, Frictions).Configuration(Hocon);

    /// <inheritdoc/>
    internal override bool EndsWithWork => true;

    /// <inheritdoc/>
    internal override async Task RunAsync(ActorSystem system, Action<RunEvent> write, CancellationToken stopping)
    {
        try
        {
            NodeOptions found = Service is null ? options : options with
            {
                Seeds = await new HeadDiscovery(Service, system).FindAsync(options.Time, write, stopping)
                    .ConfigureAwait(false),
            };
            _completion.SetResult(await new ClusterNode(found, Frictions).RunAsync(
                system, happened => Happen(happened, write), stopping).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            _completion.SetCanceled(stopping);
            throw;
        }
        catch (Exception failure)
        {
            _completion.SetException(failure);
            throw;
        }
        finally
        {
            _status.End();
        }
    }

    private void Happen(RunEvent happened, Action<RunEvent> write)
    {
        _status.Happen(happened);
        write(happened);
    }
}
