using Microsoft.Extensions.Hosting;

namespace Delight.Experiments.Cluster;

/// <summary>A lifetime without signals: Ctrl-C and SIGTERM belong to the command line.</summary>
public sealed class QuietLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
