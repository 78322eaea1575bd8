using Akka.Actor;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Asks;

/// <summary>A temporary actor that waits for the reply to an Ask.</summary>
internal interface IReplyReceiver
{
    /// <summary>The node of who asked; null where that has none.</summary>
    Node? Node { get; }

    /// <summary>The reply has arrived.</summary>
    void Complete(in Envelope reply);
}
