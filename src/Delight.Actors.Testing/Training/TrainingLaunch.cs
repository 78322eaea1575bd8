using Akka.Actor;
using Delight.Actors.Coordination;
using Delight.Simulation;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Training;

/// <summary>Adds the nodes of a training to a system with frictions.</summary>
/// <remarks>Guardians start no role by themselves. So all links are set before the first message, and roles start wave
/// by wave.</remarks>
internal static class TrainingLaunch
{
    /// <summary>Adds nodes and links.</summary>
    /// <param name="system">Where.</param>
    /// <param name="nodes">Of the training.</param>
    /// <param name="frictions">Qualities of the links.</param>
    /// <returns>The guardians, in the order of the nodes.</returns>
    public static IReadOnlyList<IActorRef> AddNodes(
        IFrictions system, IReadOnlyList<NodeProgram> nodes, TrainingFrictions frictions)
    {
        system.Network.DefaultQuality = frictions.Network;
        IActorRef[] guardians =
        [
            .. nodes.Select(node => system.AddNode(
                node.Name, node.Guardian, isReliable: node.Name == TrainingPlan.ControlNode)),
        ];
        foreach (TrainingLink link in frictions.Links)
        {
            Link made = system.Network.Link(link.From, link.To);
            made.Quality = link.Quality;
        }

        return guardians;
    }
}
