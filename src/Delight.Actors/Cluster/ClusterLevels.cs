using Delight.Actors.Telemetry;

namespace Delight.Actors.Cluster;

/// <summary>One member's part of the figures of a cluster; taken away by its disposal.</summary>
internal sealed class ClusterLevels : IDisposable
{
    private readonly Level.Share _nodes = DelightTelemetry.Nodes.CreateShare();
    private readonly Level.Share _workers = DelightTelemetry.Workers.CreateShare();

    /// <summary>Replaces the part.</summary>
    public void Set(ClusterCensus census)
    {
        _nodes.Set(census.Nodes);
        _workers.Set(census.Workers);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _nodes.Dispose();
        _workers.Dispose();
    }
}
