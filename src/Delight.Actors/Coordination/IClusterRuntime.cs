using Delight.Actors.Port;

namespace Delight.Actors.Coordination;

/// <summary>A live runtime whose workers may live in other processes and on other machines.</summary>
public interface IClusterRuntime : ITrainingRuntime
{
    /// <summary>The same runtime with a configuration file of its own.</summary>
    /// <param name="configuration">The file's text.</param>
    /// <exception cref="FormatException">It cannot be used; why, in one sentence.</exception>
    IClusterRuntime With(string configuration);

    /// <summary>The same runtime as the head of a cluster: it runs every role but the rollout workers, which come with
    /// the nodes that join.</summary>
    ITrainingRuntime AsHead(HeadOptions head);

    /// <summary>Joins a head, works for it, and joins again when it is lost, until cancelled or refused.</summary>
    /// <param name="node">Whom to join, and with what.</param>
    /// <param name="observer">Hears of joins and losses, from any thread; may be null.</param>
    /// <param name="cancellation">Leaves in order: the head is told, and takes back what is under way.</param>
    /// <exception cref="NodeRefusedException">The head did not let this node in.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the node has left.</exception>
    Task RunNodeAsync(NodeOptions node, IRuntimeObserver? observer, CancellationToken cancellation);
}
