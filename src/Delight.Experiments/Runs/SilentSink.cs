using Delight.Actors.Recording;

namespace Delight.Experiments.Runs;

/// <summary>Keeps nothing: for runs of which only the digest or a verdict counts.</summary>
internal sealed class SilentSink : IRunSink
{
    public void Write(UpdateMeasurement measurement)
    {
        // Nobody reads it.
    }

    public void Write(EvaluationMeasurement measurement)
    {
        // Nobody reads it.
    }

    public void Write(RunEvent happened)
    {
        // Nobody reads it.
    }
}
