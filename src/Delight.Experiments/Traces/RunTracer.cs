using System.Globalization;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Runs;
using Delight.Experiments.Text;
using Delight.Simulation;
using Delight.Simulation.Observing;

namespace Delight.Experiments.Traces;

/// <summary>Watches a run and writes <c>trace.json</c> at its end.</summary>
/// <param name="path">The file.</param>
/// <param name="about">Members that say what run it is of.</param>
/// <param name="eventsMax">Marks at most: what comes after them is left out, and file and screen say from when
/// on.</param>
/// <remarks>Changes nothing of the run.</remarks>
internal sealed class RunTracer(
    string path, IReadOnlyDictionary<string, string> about, int eventsMax = RunTracer.EventsMax) : IRunAttachment
{
    /// <summary>Marks of a trace: at about 150 bytes each the file stays below 50 MB.</summary>
    public const int EventsMax = 300_000;

    private readonly TraceLog _log = new(eventsMax);

    /// <inheritdoc/>
    public TrainingPlan Attach(TrainingPlan plan) => plan;

    /// <inheritdoc/>
    public ITrainingObserver Observe(ITrainingObserver next) => new Observer(next, _log);

    /// <inheritdoc/>
    public string Complete()
    {
        Dictionary<string, string> header = new(about, StringComparer.Ordinal);
        string cut = string.Empty;
        if (_log.CutAt is { } at)
        {
            string end = DurationWords.Of(at);
            cut = $"; it is full and ends after {end} of the run's clock";
            header["cut"] = $"the first {eventsMax} marks: nothing after {end} is in it";
            _log.CloseWith(new RunEvent(at, "trace-cut", string.Empty, header["cut"]));
        }

        if (_log.Actors.Count == 0)
        {
            cut = "; this runtime does not tell of its actors' work";
        }

        TraceFile.Write(path, _log, header);
        double megabytes = new FileInfo(path).Length / 1e6;
        return $"trace in {path}: {NumberText.Counted(_log.Count, "mark")}, "
            + string.Create(CultureInfo.InvariantCulture, $"{megabytes:F1} MB{cut}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is open before the end.
    }

    private sealed class Observer(ITrainingObserver next, TraceLog log) : ITrainingObserver
    {
        public ISimulationObserver Activity => log;

        public void Failed(RoleFailure failure) => next.Failed(failure);

        public void Happened(RunEvent happened)
        {
            next.Happened(happened);
            log.Happened(happened);
        }
    }
}
