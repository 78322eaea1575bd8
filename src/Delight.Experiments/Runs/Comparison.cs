using Delight.Actors.Testing.Training;
using Delight.Experiments.Records;
using Delight.Experiments.Text;

namespace Delight.Experiments.Runs;

/// <summary>Several simulated runs in one folder, some of them at a time.</summary>
/// <remarks>Finished runs of an earlier process are kept. Those that did not finish run anew: a simulated run is the
/// same every time.</remarks>
public sealed class Comparison
{
    private readonly IReadOnlyList<(PlannedRun Planned, string Folder, RunSummary? Kept)> _places;

    /// <summary>Looks what the folder has; nothing is changed.</summary>
    /// <param name="folder">Exists; each run has a folder in it. The caller holds it; see
    /// <see cref="ComparisonRequest.Open"/>.</param>
    /// <param name="runs">In the order in which they begin.</param>
    /// <exception cref="UserErrorException">A run in the folder is of other settings.</exception>
    public Comparison(string folder, IReadOnlyList<PlannedRun> runs) =>
        _places = [.. runs.Select(planned => Place(folder, planned))];

    /// <summary>Runs at the same time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Says who watches a run; asked for all that are to run before the first one begins. Null:
    /// nobody.</summary>
    public Func<PlannedRun, IRunProgress>? Watch { get; init; }

    /// <summary>How many runs the folder has to the end.</summary>
    public int KeptCount => _places.Count(place => place.Kept is not null);

    /// <summary>Runs what is missing, each to its end, to a failure, or until cancelled.</summary>
    /// <param name="cancellation">Interrupts those that run; the others do not begin.</param>
    /// <returns>Summaries and folders of the runs that have begun, in the order of the runs.</returns>
    /// <exception cref="UserErrorException">A folder cannot be made; nothing has run.</exception>
    /// <exception cref="IOException">A record cannot be written.</exception>
    public async Task<IReadOnlyList<(RunSummary Run, string Folder)>> RunAsync(CancellationToken cancellation)
    {
        RunSummary?[] results = [.. _places.Select(place => place.Kept)];
        int[] missing = [.. Enumerable.Range(0, _places.Count).Where(index => results[index] is null)];
        // All at once: a folder that is removed under the comparison must not come back.
        foreach (int index in missing)
        {
            RunFolder.Renew(_places[index].Folder);
        }

        IRunProgress[] watchers =
            [.. missing.Select(index => Watch?.Invoke(_places[index].Planned) ?? new SilentProgress())];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Jobs };
        await Parallel.ForAsync(0, missing.Length, parallel, async (number, _) =>
        {
            if (cancellation.IsCancellationRequested)
            {
                return;
            }

            (PlannedRun planned, string own, RunSummary? _) = _places[missing[number]];
            TrainingRun run = new(new SimulatedTrainingRuntime(), planned.Prepared, own, planned.Command);
            watchers[number].Begin();
            results[missing[number]] = await run.ExecuteAsync(watchers[number], cancellation);
        });
        return
        [
            .. Enumerable.Range(0, _places.Count).Where(index => results[index] is not null)
                .Select(index => (results[index]!, _places[index].Folder)),
        ];
    }

    private static (PlannedRun, string, RunSummary?) Place(string folder, PlannedRun planned)
    {
        string own = RunFolder.OfRun(folder, planned.Estimator, planned.Seed);
        if (RunListing.SummaryOf(own) is not { } before)
        {
            return (planned, own, null);
        }

        string? other = ScenarioDifference.Of(before.EffectiveScenario, planned.Prepared.Scenario.ToJson())
            .Select(difference => $"{difference.Path} {difference.First} there, {difference.Second} here")
            .FirstOrDefault();
        return other is null
            ? (planned, own, before.Status == RunStatus.Finished ? before : null)
            : throw new UserErrorException(
                $"{own} is a run of other settings ({other}). Give this comparison another folder.");
    }
}
