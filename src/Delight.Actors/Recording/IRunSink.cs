using Delight.Learning.Parameters;

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

    /// <summary>An update was taken.</summary>
    /// <param name="trained">What it trained on. Valid during the call.</param>
    void Trained(BatchTrained trained)
    {
        // Only who counts updates needs it.
    }

    /// <summary>Rows will never be trained on.</summary>
    void Dropped(RowsDropped dropped)
    {
        // Only who counts rows needs it.
    }

    /// <summary>A checkpoint was saved; the totals are those up to it.</summary>
    /// <param name="version">Of the checkpoint.</param>
    /// <param name="totals">Valid during the call.</param>
    void Saved(PolicyVersion version, RunTotals totals)
    {
        // Only who resumes runs needs it.
    }
}
