using Delight.Actors.Recording;
using Delight.Experiments.Text;

namespace Delight.Experiments.Runs;

/// <summary>How several runs get on: each by itself, and the whole with the time that it still takes.</summary>
/// <param name="clock">Wall clock.</param>
/// <remarks>Runs may report from several threads at once.</remarks>
public sealed class RunBoard(TimeProvider clock)
{
    /// <summary>Longest silence of a run that advances, where lines are written.</summary>
    internal static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<RunProgress> _runs = [];
    private bool _hasWaited;

    /// <summary>Runs at the same time.</summary>
    public int Jobs { get; set; } = 1;

    /// <summary>Gets a run's state whenever a line about it is due.</summary>
    public Action<RunState> Said { get; init; } = _ => { };

    /// <summary>Gets what happens to actors and nodes.</summary>
    public Action<RunEvent> Happened { get; init; } = _ => { };

    /// <summary>All runs, in the order in which they were added.</summary>
    public IReadOnlyList<RunState> States
    {
        get
        {
            lock (_lock)
            {
                return [.. _runs.Select(run => run.State)];
            }
        }
    }

    /// <summary>The whole in a sentence, where runs wait for others and one of all is not done; else null.</summary>
    public string? Whole => _hasWaited ? WholeOf(States, Jobs) : null;

    /// <summary>Adds a run.</summary>
    /// <param name="run">Its name, its steps, and whether it waits; else it begins now.</param>
    public RunProgress Add(RunState run)
    {
        RunProgress progress = new(this, clock, run);
        lock (_lock)
        {
            _runs.Add(progress);
            _hasWaited |= run.IsWaiting;
        }

        return progress;
    }

    /// <summary>What is left of all: at the pace of the kind of run, or of all where none of the kind has taken a
    /// step; null where nothing is known.</summary>
    internal static TimeSpan? LeftOf(IReadOnlyList<RunState> states, int jobs)
    {
        double? all = Pace(states);
        if (all is null)
        {
            return null;
        }

        Dictionary<string, double> paces = states.GroupBy(state => state.Kind, StringComparer.Ordinal)
            .ToDictionary(kind => kind.Key, kind => Pace(kind) ?? all.Value, StringComparer.Ordinal);
        RunState[] open = [.. states.Where(state => state.EndedAt is null)];
        double[] left = [.. open.Select(state =>
            state.Left?.TotalSeconds ?? ((state.StepsTotal - state.Step) * paces[state.Kind]))];
        // No run is shared between two processors, so the longest one bounds the whole.
        return TimeSpan.FromSeconds(
            Math.Max(left.DefaultIfEmpty(0).Max(), left.Sum() / Math.Clamp(open.Length, 1, jobs)));
    }

    private static double? Pace(IEnumerable<RunState> states)
    {
        long steps = 0;
        double seconds = 0;
        foreach (RunState state in states)
        {
            steps += state.Step - state.StepAtStart;
            seconds += state.Step > state.StepAtStart ? state.Elapsed.TotalSeconds : 0;
        }

        return steps > 0 ? seconds / steps : null;
    }

    private static string? WholeOf(IReadOnlyList<RunState> states, int jobs)
    {
        int done = states.Count(state => state.EndedAt is not null);
        int waiting = states.Count(state => state.IsWaiting);
        if (states.Count < 2 || done == states.Count)
        {
            return null;
        }

        string waits = waiting == 0 ? string.Empty : NumberText.Text($", {waiting} wait");
        string left = LeftOf(states, jobs) is { } known
            ? $"; about {NumberText.Duration(known)} left".Replace('\u00a0', ' ') : string.Empty;
        return NumberText.Text($"{done} of {states.Count} runs done{waits}") + left;
    }
}
