using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Delight.Actors.Recording;
using Delight.Experiments.Files;

namespace Delight.Experiments.Records;

/// <summary>What <c>run.json</c> holds: who ran what, and how it ended.</summary>
/// <remarks>
/// Written at the start of a run with <see cref="RunStatus.Running"/> and what is known by then, and once more at its
/// end.
/// The required members are known at the start; the others have the value of a run that has done nothing yet.
/// </remarks>
public sealed record RunSummary
{
    /// <summary>Format of the folder that this build writes; a reader refuses a higher one.</summary>
    public const int FormatNewest = 1;

    /// <summary>What stands in the place of a runtime where no actor ran: batches came from a stream.</summary>
    public const string ReplayRuntime = "replay";

    /// <summary>The runtime of a run in virtual time.</summary>
    public const string SimulatedRuntime = "simulated";

    /// <summary>Format of the folder.</summary>
    /// <value>1.</value>
    public int Format { get; init; } = FormatNewest;

    /// <summary>How far the run came.</summary>
    public RunStatus Status { get; init; }

    /// <summary>Name of the scenario.</summary>
    public required string Scenario { get; init; }

    /// <summary>The estimator with its options, as written: <c>kondo(share=0.1)</c>.</summary>
    public required string Estimator { get; init; }

    /// <summary>Runtime that ran the actors: <c>simulated</c> or <c>akka</c>, in older records also <c>threads</c>;
    /// <c>replay</c> where none did.</summary>
    public required string Runtime { get; init; }

    /// <summary>Root seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Updates that the run was to take.</summary>
    public required long StepsPlanned { get; init; }

    /// <summary>The command that runs this again, as one types it.</summary>
    public required string Command { get; init; }

    /// <summary>The scenario with every default and override filled in.</summary>
    public required JsonObject EffectiveScenario { get; init; }

    /// <summary>Where values of the scenario came from, by path; paths that are missing have the default of the
    /// code.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();

    /// <summary>Error of an answer chosen blindly, 0 to 1; null where nobody knows it.</summary>
    public double? ChanceError { get; init; }

    /// <summary>Version of Delight.</summary>
    public string ToolVersion { get; init; } = BuildDescription.Current.Version;

    /// <summary>Commit of Delight that was built; null where the build did not know it.</summary>
    public string? Commit { get; init; } = BuildDescription.Current.Commit;

    /// <summary>The machine.</summary>
    public MachineDescription Machine { get; init; } = MachineDescription.Current;

    /// <summary>When the run started, by the wall clock.</summary>
    /// <remarks>The recorder sets it.</remarks>
    public DateTimeOffset Started { get; init; }

    /// <summary>Updates taken.</summary>
    public long Steps { get; init; }

    /// <summary>Error of the last evaluation, 0 to 1; null where there was none.</summary>
    public double? Error { get; init; }

    /// <summary>Median error of the last fifth of the evaluations, 0 to 1; null where there was none, and in records of
    /// builds that did not write it.</summary>
    public double? ErrorLastFifth { get; init; }

    /// <summary>Share of wrong decisions at the last evaluation, 0 to 1; null where there was none, and in records of
    /// builds that did not write it.</summary>
    public double? TokenError { get; init; }

    /// <summary>Mean reward at the last evaluation, as the task scores answers; null where there was none, and in
    /// records of builds that did not write it.</summary>
    public double? RewardMean { get; init; }

    /// <summary>What updates made of rows, by age; those of undone updates among them. Empty in records of builds that
    /// did not write it.</summary>
    public IReadOnlyList<AgeMeasurement> ByAge { get; init; } = [];

    /// <summary>Hash over every delivery and the final parameters, hexadecimal; null on live runtimes and before the
    /// end.</summary>
    public string? Digest { get; init; }

    /// <summary>Staleness of the rows trained on, in learner steps: newest version minus version at the start of
    /// generation.</summary>
    public StalenessSummary Staleness { get; init; } = StalenessSummary.Empty;

    /// <summary>The other figures of staleness, and how well the rows trained on had done; null in records of builds
    /// that did not write them.</summary>
    public ConsumptionSummary? Consumption { get; init; }

    /// <summary>Rows trained on.</summary>
    public long Episodes { get; init; }

    /// <summary>Restarts of actors.</summary>
    public long Restarts { get; init; }

    /// <summary>Rows that were produced and not trained on, by reason.</summary>
    public IReadOnlyDictionary<string, long> Dropped { get; init; } = new Dictionary<string, long>();

    /// <summary>The same rows by reason, staleness and difficulty.</summary>
    public IReadOnlyList<DropCount> DroppedByClass { get; init; } = [];

    /// <summary>Times that the learner went on from a checkpoint, in this process or in another.</summary>
    public int Recoveries { get; init; }

    /// <summary>Learner steps that were lost with the learner and taken again, as far as the record knows.</summary>
    public long UpdatesUndone { get; init; }

    /// <summary>Times that the run was resumed by another process.</summary>
    public int Resumptions { get; init; }

    /// <summary>What the frictions really did, as shares of the rows, by friction.</summary>
    public IReadOnlyDictionary<string, double> RealisedRates { get; init; } = new Dictionary<string, double>();

    /// <summary>Time of the run's clock at the end; on a live runtime that is the wall's, from its start.</summary>
    [JsonPropertyName("virtualSeconds")]
    public TimeSpan VirtualTime { get; init; }

    /// <summary>Time that the run took, by the wall clock.</summary>
    /// <remarks>The recorder sets it.</remarks>
    [JsonPropertyName("wallSeconds")]
    public TimeSpan WallTime { get; init; }

    /// <summary>Why the run failed, in one sentence; null where it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>True where the run was in virtual time.</summary>
    [JsonIgnore]
    public bool IsSimulated => Runtime == SimulatedRuntime;

    /// <summary>True where the run's clock was the wall's.</summary>
    [JsonIgnore]
    public bool IsLive => !IsSimulated && Runtime != ReplayRuntime;

    /// <summary>True where the run failed since its folder could not be written: its record is cut off, or
    /// gone.</summary>
    [JsonIgnore]
    public bool IsUnwritable { get; private init; }

    /// <summary>True where a resumed run was interrupted before it had come to the end of its record, which is as it
    /// was.</summary>
    [JsonIgnore]
    public bool IsUnchanged { get; private init; }

    /// <summary>All rows that were dropped.</summary>
    [JsonIgnore]
    public long DroppedTotal => Dropped.Values.Sum();

    /// <summary>The summary of a run that failed since its folder could not be written.</summary>
    /// <param name="failure">Why.</param>
    internal RunSummary Unwritable(UnwritableFileException failure) => this with
    {
        Status = RunStatus.Failed, Failure = failure.Message, IsUnwritable = true,
    };

    /// <summary>What a resumed run comes to that was interrupted before the end of this record.</summary>
    /// <param name="planned">What it was to be.</param>
    internal RunSummary InterruptedBeforeItsEnd(RunSummary planned) => this with
    {
        Status = RunStatus.Interrupted, IsUnchanged = true, Digest = null,
        Command = planned.Command, StepsPlanned = planned.StepsPlanned,
    };
}
