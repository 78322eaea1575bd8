using System.Text.Json.Nodes;
using Delight.Actors.Recording;
using Delight.Experiments.Records;

namespace Delight.Experiments.Sweeps;

/// <summary>What a run of an experiment came to: everything that pages and figures are made of, and what it takes to
/// run it again.</summary>
public sealed record CellResult
{
    /// <summary>Format that this build writes; a higher one is refused.</summary>
    public const int FormatNewest = 1;

    /// <summary>Format of the file.</summary>
    public int Format { get; init; } = FormatNewest;

    /// <summary><see cref="ResultKey.ResultVersion"/> of the build that wrote it.</summary>
    public int ResultVersion { get; init; } = ResultKey.ResultVersion;

    /// <summary>As <see cref="ResultKey"/> made it.</summary>
    public required string Key { get; init; }

    /// <summary>Experiment that it was computed for.</summary>
    public required string Experiment { get; init; }

    /// <summary>What runs it alone, as one types it.</summary>
    public required string Command { get; init; }

    /// <summary>The estimator whose stream was replayed; null for a run of its own.</summary>
    public string? RecordedWith { get; init; }

    /// <summary>The estimator with its options.</summary>
    public string Estimator { get; init; } = string.Empty;

    /// <summary>Root seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>Finished or failed.</summary>
    public RunStatus Status { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Updates taken.</summary>
    public long Steps { get; init; }

    /// <summary>Error of the last evaluation, 0 to 1.</summary>
    public double? Error { get; init; }

    /// <summary>Median error of the last fifth of all evaluations, 0 to 1; null in results of builds that did not write
    /// it.</summary>
    public double? ErrorLastFifth { get; init; }

    /// <summary>Share of wrong decisions at the last evaluation, 0 to 1; null as before.</summary>
    public double? TokenError { get; init; }

    /// <summary>Mean reward at the last evaluation; null as before.</summary>
    public double? RewardMean { get; init; }

    /// <summary>What updates made of rows, by age, over the whole run; empty as before.</summary>
    public IReadOnlyList<AgeMeasurement> ByAge { get; init; } = [];

    /// <summary>Rows passed forward by the learner: all that were trained on.</summary>
    public long RowsForward { get; init; }

    /// <summary>Rows passed backward by it: those that had a coefficient other than 0; null where unknown.</summary>
    public double? RowsBackward { get; init; }

    /// <summary>Mean, median, 95th percentile and largest staleness of the rows, in learner steps.</summary>
    public double[] Staleness { get; init; } = [];

    /// <summary>Pairs of a staleness and the share of the rows that are at most as old; at most 40.</summary>
    public double[][] StalenessShares { get; init; } = [];

    /// <summary>Rows trained on by difficulty, and the other figures of staleness.</summary>
    public ConsumptionSummary? Consumption { get; init; }

    /// <summary>Rows not trained on by reason.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; init; } = new Dictionary<string, long>();

    /// <summary>Those of them that had arrived before the end, by difficulty.</summary>
    public DifficultyCounts DroppedRows { get; init; } = new(0, 0, 0);

    /// <summary>Restarts of actors.</summary>
    public long Restarts { get; init; }

    /// <summary>Times that the learner went on from a checkpoint.</summary>
    public int Recoveries { get; init; }

    /// <summary>Learner steps taken again after them.</summary>
    public long UpdatesUndone { get; init; }

    /// <summary>What the frictions did, as shares of the rows.</summary>
    public IReadOnlyDictionary<string, double> RealisedRates { get; init; } = new Dictionary<string, double>();

    /// <summary>Of the run; null for a replay.</summary>
    public string? Digest { get; init; }

    /// <summary>Time of the run's clock at the end.</summary>
    public double VirtualSeconds { get; init; }

    /// <summary>Time that the run took.</summary>
    public double WallSeconds { get; init; }

    /// <summary>Version of Delight.</summary>
    public string Version { get; init; } = BuildDescription.Current.Version;

    /// <summary>Its commit.</summary>
    public string? Commit { get; init; } = BuildDescription.Current.Commit;

    /// <summary>The machine.</summary>
    public MachineDescription Machine { get; init; } = MachineDescription.Current;

    /// <summary>By name: <c>step</c>, <c>error</c>, <c>seconds</c>, <c>backward</c> of evaluations; at most 50
    /// points.</summary>
    public IReadOnlyDictionary<string, double[]> Evaluations { get; init; } = new Dictionary<string, double[]>();

    /// <summary>By name: <c>step</c> and what the learner measured, means over stretches of steps; at most 50
    /// points.</summary>
    public IReadOnlyDictionary<string, double[]> Measurements { get; init; } = new Dictionary<string, double[]>();

    /// <summary>The scenario with every default and override filled in; null for the tabular analysis.</summary>
    public JsonObject? Scenario { get; init; }

    /// <summary>What the tabular analysis prints; null for a run.</summary>
    public JsonObject? Theory { get; init; }
}
