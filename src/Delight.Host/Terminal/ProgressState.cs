using Delight.Experiments.Records;
using Delight.Experiments.Text;

namespace Delight.Host.Terminal;

/// <summary>How far one run is, at one moment.</summary>
/// <param name="Name">Who it is, for example <c>dg seed 1</c>.</param>
/// <param name="StepsTotal">Updates that it is to take.</param>
internal sealed record ProgressState(string Name, long StepsTotal)
{
    public long Step { get; init; }

    /// <summary>Updates of the run that this one goes on with: no time of this run went into them.</summary>
    public long StepAtStart { get; init; }

    public double? Error { get; init; }

    public double? StalenessMean { get; init; }

    public RunStatus Status { get; init; } = RunStatus.Running;

    public TimeSpan Elapsed { get; init; }

    public TimeSpan? EndedAt { get; init; }

    /// <summary>Whole tenths of the way.</summary>
    public long Tenths => (long)(Share * 10);

    /// <summary>From 0 to 1.</summary>
    public double Share => StepsTotal <= 0 ? 0 : Math.Clamp(Step / (double)StepsTotal, 0, 1);

    /// <summary>What remains at the pace so far; null before the first step and after the last.</summary>
    public TimeSpan? Left => Step > StepAtStart && Step < StepsTotal && EndedAt is null
        ? Elapsed * ((StepsTotal - Step) / (double)(Step - StepAtStart)) : null;

    public string StepText => $"{NumberText.Count(Step)} of {NumberText.Count(StepsTotal)}";

    public string ShareText => NumberText.Text($"{Math.Floor(Share * 100)}\u00a0%");

    public string ErrorText => NumberText.PercentOrNone(Error);

    public string StalenessText => StalenessMean is { } mean ? NumberText.Mean(mean) : NumberText.None;

    /// <summary>Time left, or how it ended.</summary>
    public string LeftText => EndedAt is { } ended
        ? $"{RecordText.Of(Status)}, {NumberText.Duration(ended)}"
        : Left is { } left ? NumberText.Duration(left) : NumberText.None;

    /// <summary>All of it on one line.</summary>
    public string Line
    {
        get
        {
            string end = EndedAt is { } ended
                ? $"{RecordText.Of(Status)} after {NumberText.Duration(ended)}"
                : Left is { } left ? $"{NumberText.Duration(left)} left" : "under way";
            string text = $"{Name}: step {StepText} ({ShareText}), error {ErrorText}, staleness {StalenessText}, {end}";
            // A plain space suits logs and grep better than one that doesn't break.
            return text.Replace('\u00a0', ' ');
        }
    }
}
