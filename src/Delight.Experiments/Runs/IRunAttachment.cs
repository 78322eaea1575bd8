using Delight.Actors.Coordination;
using Delight.Actors.Testing.Training;

namespace Delight.Experiments.Runs;

/// <summary>Watches one run from inside and leaves a file of its own in the run's folder.</summary>
public interface IRunAttachment : IDisposable
{
    /// <summary>The plan with whatever it needs to hear.</summary>
    TrainingPlan Attach(TrainingPlan plan);

    /// <summary>An observer that passes everything on.</summary>
    /// <param name="next">Who heard of it so far.</param>
    ITrainingObserver Observe(ITrainingObserver next);

    /// <summary>Completes the file after the run, however that ended.</summary>
    /// <returns>One line for the user: where it is, and how much is in it.</returns>
    /// <exception cref="IOException">It could not be written.</exception>
    string Complete();
}
