using Delight.Actors.Recording;
using Delight.Experiments.Records;

namespace Delight.Experiments.Runs;

/// <summary>For runs that nobody watches.</summary>
internal sealed class SilentProgress : IRunProgress
{
    /// <inheritdoc/>
    public void Advance(long step, double stalenessMean)
    {
        // Nobody listens.
    }

    /// <inheritdoc/>
    public void Evaluate(double error)
    {
        // Nobody listens.
    }

    /// <inheritdoc/>
    public void Happened(RunEvent happened)
    {
        // Nobody listens.
    }

    /// <inheritdoc/>
    public void End(RunStatus status)
    {
        // Nobody listens.
    }
}
