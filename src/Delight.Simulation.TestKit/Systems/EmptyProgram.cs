using Akka.Actor;

namespace Delight.Simulation.TestKit.Systems;

/// <summary>The program of a node that only probes act for. It leaves every message unhandled.</summary>
internal sealed class EmptyProgram : UntypedActor
{
    /// <inheritdoc/>
    protected override void OnReceive(object message) => Unhandled(message);
}
