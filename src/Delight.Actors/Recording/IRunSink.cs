namespace Delight.Actors.Recording;

/// <summary>Where the recorder actor puts what it is told; the host writes files, tests keep lists.</summary>
/// <remarks>Called by the recorder only, one call at a time. May throw <see cref="IOException"/>; the run then
/// fails.</remarks>
public interface IRunSink
{
    /// <summary>The learner measured its last updates.</summary>
    void Write(UpdateMeasurement measurement);

    /// <summary>The evaluator measured a version.</summary>
    void Write(EvaluationMeasurement measurement);

    /// <summary>Something happened to the system.</summary>
    void Write(RunEvent happened);
}
