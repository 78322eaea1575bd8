using Akka.Actor;
using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Hosting.Health;

namespace Delight.Hosting;

/// <summary>The head of a cluster in somebody's host. It runs one training.</summary>
/// <remarks>
/// <para><see cref="DelightHosting.WithDelightHead(Akka.Hosting.AkkaConfigurationBuilder, DelightHead)"/> starts it
/// with the host's actor system.</para>
/// <para>The roles stop when the host stops, and the head leaves its cluster in order.</para>
/// </remarks>
public sealed class DelightHead : DelightMember
{
    private readonly TaskCompletionSource<(TimeSpan Elapsed, RunCounters Counters)> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly HeadOptions _options;
    private readonly TrainingPlan _plan;
    private readonly HeadStatus _status;

    /// <summary>A head that has not started.</summary>
    /// <param name="options">Where it listens, and what nodes must know.</param>
    /// <param name="plan">What to train; its totals and its outcome are filled.</param>
    public DelightHead(HeadOptions options, TrainingPlan plan)
    {
        (_options, _plan, _status) = (options, plan, new HeadStatus(plan));
    }

    /// <summary>True where the application ends with the training.</summary>
    /// <value>Default true. Else the nodes stay until the application ends.</value>
    public bool EndsApplication { get; init; } = true;

    /// <summary>Ends with the training: its time, and what was counted. Faulted where the training failed or the actor
    /// system ended before it; cancelled where the host stopped before it.</summary>
    public Task<(TimeSpan Elapsed, RunCounters Counters)> Completion => _completion.Task;

    /// <inheritdoc/>
    public override MemberStatus Status => _status;

    private ClusterHead Head => new(_options, _plan, Frictions);

    /// <inheritdoc/>
    internal override string Configure() => Head.Configuration(Hocon);

    /// <inheritdoc/>
    internal override bool EndsWithWork => EndsApplication;

    /// <inheritdoc/>
    internal override async Task RunAsync(ActorSystem system, Action<RunEvent> write, CancellationToken stopping)
    {
        EventListener.Subscribe<ClusterCensus>(system, "health", _status.Count);
        try
        {
            _completion.SetResult(await Head.RunAsync(system, write, stopping).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            _completion.SetCanceled(stopping);
            throw;
        }
        catch (Exception failure)
        {
            _plan.Outcome.Fail(failure); // who waits for the outcome alone must not wait for ever
            _completion.SetException(failure);
            throw;
        }
        finally
        {
            _status.End();
        }
    }
}
