namespace Delight.Actors.Checkpoints;

/// <summary>A disk in memory: outlives actors and simulated nodes, not the process.</summary>
public sealed class MemoryCheckpointStore : ICheckpointStore
{
    private Checkpoint? _newest;

    /// <inheritdoc/>
    public int? Term { get; private set; }

    /// <inheritdoc/>
    public void BeginTerm(int term)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(term, Term ?? -1);
        Term = term;
    }

    /// <inheritdoc/>
    public void Save(Checkpoint checkpoint) => _newest = checkpoint;

    /// <inheritdoc/>
    public Checkpoint? Load() => _newest;
}
