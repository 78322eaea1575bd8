using Delight.Experiments.Records;
using Delight.Experiments.Text;

namespace Delight.Experiments.Runs;

/// <summary>How far one run is, at one moment.</summary>
/// <param name="Name">Who it is, for example <c>dg seed 1</c>.</param>
/// <param name="StepsTotal">Updates that it is to take.</param>
public sealed record RunState(string Name, long StepsTotal)
{
    /// <summary>What has about the same pace, such as runs of one estimator.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>True before it begins.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>Updates taken.</summary>
    public long Step { get; init; }

    /// <summary>Updates of the run that this one goes on with: no time of this run went into them.</summary>
    public long StepAtStart { get; init; }

    /// <summary>Of the last evaluation, 0 to 1.</summary>
    public double? Error { get; init; }

    /// <summary>Of the last rows, in learner steps.</summary>
    public double? StalenessMean { get; init; }

    /// <summary>How it ended, or that it is under way.</summary>
    public RunStatus Status { get; init; } = RunStatus.Running;

    /// <summary>Time since it began, in this process.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Time from its begin to its end; null before it.</summary>
    public TimeSpan? EndedAt { get; init; }

    /// <summary>Whole tenths of the way.</summary>
    public long Tenths => (long)(Share * 10);

    /// <summary>From 0 to 1.</summary>
    public double Share => StepsTotal <= 0 ? 0 : Math.Clamp(Step / (double)StepsTotal, 0, 1);

    /// <summary>What remains at the pace so far; null before the first step and after the last.</summary>
    public TimeSpan? Left => Step > StepAtStart && Step < StepsTotal && EndedAt is null
        ? Elapsed * ((StepsTotal - Step) / (double)(Step - StepAtStart)) : null;

    /// <summary>The name, without its middle where it is longer than a width.</summary>
    /// <param name="width">In letters; at least a few are shown.</param>
    public string NameWithin(int width)
    {
        int most = Math.Max(12, width), tail = most / 2;
        return Name.Length <= most ? Name : $"{Name[..(most - tail - 1)]}…{Name[^tail..]}";
    }

    /// <summary>For example <c>10 of 100</c>.</summary>
    public string StepText => $"{NumberText.Count(Step)} of {NumberText.Count(StepsTotal)}";

    /// <summary>For example <c>10 %</c>.</summary>
    public string ShareText => NumberText.Text($"{Math.Floor(Share * 100)}\u00a0%");

    /// <summary>The error, or a dash.</summary>
    public string ErrorText => NumberText.PercentOrNone(Error);

    /// <summary>The staleness, or a dash.</summary>
    public string StalenessText => StalenessMean is { } mean ? NumberText.Mean(mean) : NumberText.None;

    /// <summary>Time left, or how it ended.</summary>
    public string LeftText => EndedAt is { } ended
        ? $"{RecordText.Of(Status)}, {NumberText.Duration(ended)}"
        : IsWaiting ? "waits"
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
