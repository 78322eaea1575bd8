using Delight.Actors.Recording;

namespace Delight.Actors.Testing;

/// <summary>A run's record in memory: what a test gives a training instead of files.</summary>
/// <remarks>Written by the recorder actor alone; read it after the run.</remarks>
public sealed class RecordedRun : IRunSink
{
    private readonly List<UpdateMeasurement> _updates = [];
    private readonly List<EvaluationMeasurement> _evaluations = [];
    private readonly List<RunEvent> _events = [];

    /// <summary>Measurements of the learner, in order.</summary>
    public IReadOnlyList<UpdateMeasurement> Updates => _updates;

    /// <summary>Measurements of the evaluator, in order.</summary>
    public IReadOnlyList<EvaluationMeasurement> Evaluations => _evaluations;

    /// <summary>What happened to the system, in order.</summary>
    public IReadOnlyList<RunEvent> Events => _events;

    /// <inheritdoc/>
    public void Write(UpdateMeasurement measurement) => _updates.Add(measurement);

    /// <inheritdoc/>
    public void Write(EvaluationMeasurement measurement) => _evaluations.Add(measurement);

    /// <inheritdoc/>
    public void Write(RunEvent happened) => _events.Add(happened);
}
