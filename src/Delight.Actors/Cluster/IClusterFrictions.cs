using Akka.Actor;
using Delight.Actors.Coordination;

namespace Delight.Actors.Cluster;

/// <summary>Links and faults by plan in one process of a cluster. The head hands them out with the scenario, and each
/// process applies them to what runs in it.</summary>
public interface IClusterFrictions : INodeLauncher
{
    /// <summary>Lays the settings of the frictions over a configuration.</summary>
    /// <param name="hocon">Of the process, whole.</param>
    string Lay(string hocon);

    /// <summary>The system is created; frictions act from now on.</summary>
    /// <param name="system">Has the configuration.</param>
    void Attach(ActorSystem system);
}
