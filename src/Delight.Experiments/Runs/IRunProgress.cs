using Delight.Actors.Recording;
using Delight.Experiments.Records;

namespace Delight.Experiments.Runs;

/// <summary>Hears how one run gets on. Calls come from any thread, and the run waits for them.</summary>
public interface IRunProgress
{
    /// <summary>The run begins; until then it waits for others.</summary>
    void Begin()
    {
        // Most that listen hear of runs only when they have begun.
    }

    /// <summary>The learner took steps.</summary>
    /// <param name="step">Updates taken so far.</param>
    /// <param name="stalenessMean">Mean staleness of the last rows, in learner steps.</param>
    void Advance(long step, double stalenessMean);

    /// <summary>The evaluator measured the policy.</summary>
    /// <param name="error">Share of wrong answers, 0 to 1.</param>
    void Evaluate(double error);

    /// <summary>Something happened to an actor, or to the cluster.</summary>
    void Happened(RunEvent happened);

    /// <summary>The run is over.</summary>
    /// <param name="status">How it ended.</param>
    void End(RunStatus status);
}
