using System.Text.Json.Nodes;
using Delight.Actors.Checkpoints;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Execution;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Training;

namespace Delight.Experiments.Runs;

/// <summary>One run, from a prepared scenario to a complete record in its folder; the same on every runtime.</summary>
/// <param name="runtime">What runs the actors.</param>
/// <param name="prepared">The scenario; its estimator and seed are the run's.</param>
/// <param name="folder">Exists and is empty, or is that of the resumed run.</param>
/// <param name="command">What runs it again, as one types it.</param>
/// <param name="resumed">What it goes on from; null for a new run. Disposed of with the end of the run.</param>
public sealed class TrainingRun(
    ITrainingRuntime runtime, PreparedScenario prepared, string folder, string command, ResumedRun? resumed = null)
{
    /// <summary>What else watches the run and leaves a file; owned by the caller.</summary>
    public IReadOnlyList<IRunAttachment> Attachments { get; init; } = [];

    /// <summary>Runs to the end, to a failure, or until cancelled; the record is complete in each case, as far as the
    /// folder can be written.</summary>
    /// <param name="progress">Hears how it gets on.</param>
    /// <param name="cancellation">Interrupts between two events, or after the messages at hand.</param>
    /// <returns>The summary, with status finished, interrupted or failed. A folder that cannot be written, or not any
    /// more, ends the run as failed; see <see cref="RunSummary.IsUnwritable"/>.</returns>
    public async Task<RunSummary> ExecuteAsync(IRunProgress progress, CancellationToken cancellation)
    {
        RunSummary ended;
        try
        {
            ended = await RecordAsync(progress, cancellation);
        }
        catch (UnwritableFileException failure)
        {
            ended = Describe(prepared, runtime.Name, command).Unwritable(failure); // nothing has run
        }

        progress.End(ended.Status);
        return ended;
    }

    /// <summary>Runs the scenario in virtual time without a record and says its digest.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<string?> DigestOfAsync(PreparedScenario prepared, CancellationToken cancellation)
    {
        using KernelThreads threads = prepared.StartThreads();
        TrainingPlan plan = prepared.Plan(new SilentSink(), threads);
        TrainingResult result =
            await new SimulatedTrainingRuntime().RunAsync(plan, prepared.Frictions, observer: null, cancellation);
        return result.DigestText;
    }

    private async Task<RunSummary> RecordAsync(IRunProgress progress, CancellationToken cancellation)
    {
        UserErrorException? refusal = null;
        EventWriter events = new();
        using FileCheckpointStore? checkpoints = resumed is null
            ? FileCheckpointStore.Open(folder, prepared.Origin, events.PassedOver)
            : null;
        using StorageGuard guard = new(folder, cancellation);
        using RunRecorder recorder = Record(checkpoints, why =>
        {
            refusal ??= why;
            guard.End();
        });
        recorder.Failed = guard.Fail;
        IRunSink sink = guard.Guard(new ProgressSink(recorder, progress));
        events.Sink = sink;
        using KernelThreads threads = prepared.StartThreads();
        TrainingPlan plan = prepared.Plan(sink, threads);
        plan = resumed is null ? plan with { Checkpoints = checkpoints! } : resumed.Continue(plan);
        plan = plan with { Checkpoints = guard.Guard(plan.Checkpoints) };
        ITrainingObserver observer = events;
        foreach (IRunAttachment attachment in Attachments)
        {
            (plan, observer) = (attachment.Attach(plan), attachment.Observe(observer));
        }

        try
        {
            TrainingResult result = await runtime.RunAsync(plan, prepared.Frictions, observer, guard.Token);
            RequireSame(refusal);
            recorder.EndRepetition();
            RequireSame(refusal);
            NumpyArchive.Write(Path.Combine(folder, RunFolder.PolicyFile), plan.Parts.Policy.Layout,
                plan.Outcome.Parameters);
            return Complete(recorder, guard, Totals(recorder.Summary, plan) with
            {
                Status = RunStatus.Finished,
                Digest = result.DigestText,
                VirtualTime = result.Elapsed,
                Restarts = (resumed?.RestartsBefore ?? 0) + result.Counters.Restarts,
            });
        }
        catch (Exception) when (refusal is not null)
        {
            throw refusal;
        }
        catch (Exception failure) when (refusal is null)
        {
            if (failure is RoleFailedException && guard.Failure is null)
            {
                recorder.EndRepetition(); // before anything is written of the failure
                RequireSame(refusal);
            }

            bool isExpected = TryExplain(failure, guard, out RunStatus status, out string? reason);
            RunSummary ended = Complete(recorder, guard, Totals(recorder.Summary, plan) with
            {
                Status = status, Failure = reason, Restarts = (resumed?.RestartsBefore ?? 0) + events.Restarts,
            });
            RequireSame(refusal);
            if (isExpected)
            {
                return ended;
            }

            throw; // a defect, of Delight or of somebody's part: the trace says where
        }
    }

    private static RunSummary Complete(RunRecorder recorder, StorageGuard guard, RunSummary outcome) =>
        recorder.Complete(guard.Failure is { } failure ? outcome.Unwritable(failure) : outcome);

    /// <summary>What ended a run that did not come to its end; false where nobody foresaw it.</summary>
    private bool TryExplain(Exception failure, StorageGuard guard, out RunStatus status, out string? reason)
    {
        (status, reason) = (RunStatus.Failed, failure.Message);
        switch (failure)
        {
            case var _ when guard.Failure is not null:
                return true; // which Complete says
            case OperationCanceledException:
                (status, reason) = (RunStatus.Interrupted, null);
                return true;
            case UnwritableFileException:
                guard.Fail(failure);
                return true;
            case RoleFailedException
            {
                InnerException: TrainingStalledException or RoleLostException or CheckpointStoreException,
            }:
                reason = failure.InnerException!.Message;
                return true;
            case RoleFailedException { InnerException: TrainingDivergedException diverged }:
                reason = DivergedBatchRecord.FailureOf(diverged);
                guard.Try(() => DivergedBatchRecord.Write(folder, prepared.Scenario, diverged));
                return true;
            default:
                return false;
        }
    }

    private RunRecorder Record(FileCheckpointStore? checkpoints, Action<UserErrorException> diverged)
    {
        RunSummary start = Describe(prepared, runtime.Name, command);
        try
        {
            return resumed is null
                ? RunRecorder.Start(folder, start, TimeProvider.System, checkpoints)
                : resumed.OpenRecord(start, diverged);
        }
        catch (Exception failure) when (UnwritableFileException.IsKind(failure))
        {
            throw UnwritableFileException.Of(folder, failure);
        }
    }

    private static void RequireSame(UserErrorException? refusal)
    {
        if (refusal is not null)
        {
            throw refusal;
        }
    }

    /// <summary>What is known of a run before it starts.</summary>
    /// <param name="prepared">The scenario.</param>
    /// <param name="runtime">What runs the actors.</param>
    /// <param name="command">What runs it again.</param>
    public static RunSummary Describe(PreparedScenario prepared, string runtime, string command)
    {
        EffectiveScenario scenario = prepared.Scenario;
        return new RunSummary
        {
            Scenario = scenario.Name,
            Estimator = scenario.EstimatorLabel,
            Runtime = runtime,
            Seed = (ulong)scenario.Settings.Seed,
            StepsPlanned = scenario.Settings.Learner.Steps,
            Command = command,
            EffectiveScenario = (JsonObject)JsonNode.Parse(scenario.ToJson())!,
            Sources = scenario.Values
                .Where(value => value.Source.Layer != SourceLayer.Default)
                .ToDictionary(value => value.Path, value => value.Source.ToString(), StringComparer.Ordinal),
            ChanceError = prepared.Task.Shape.Decisions == 1 ? 1 - (1.0 / prepared.Task.Shape.Actions) : null,
        };
    }

    private static RunSummary Totals(RunSummary started, TrainingPlan plan) => started with
    {
        Steps = plan.Totals.Updates,
        Error = plan.Totals.EvaluationLast?.Error,
        Staleness = StalenessSummary.Of(plan.Totals.Staleness),
        Consumption = ConsumptionSummary.Of(plan.Totals.Consumed),
        Episodes = plan.Totals.Episodes,
        Dropped = plan.Totals.Dropped,
        DroppedByClass = DropCount.Of(plan.Totals.DroppedByClass),
        Recoveries = plan.Totals.Recoveries,
        UpdatesUndone = plan.Totals.UpdatesUndone,
        RealisedRates = plan.Totals.Frictions.Counted.ToDictionary(
            counted => counted.Name, counted => (double)counted.Rows / plan.Totals.Episodes, StringComparer.Ordinal),
    };

    /// <summary>Puts what happens to actors into the record.</summary>
    private sealed class EventWriter : ITrainingObserver
    {
        private long _restarts;
        private long _ticks;

        public IRunSink? Sink { get; set; }

        public long Restarts => Interlocked.Read(ref _restarts);

        public void Happened(RunEvent happened)
        {
            Interlocked.Exchange(ref _ticks, happened.Time.Ticks);
            if (happened.Kind == "actor-restarted")
            {
                Interlocked.Increment(ref _restarts);
            }

            Sink!.Write(happened);
        }

        /// <summary>The store knows no time; the restart before it has just been told.</summary>
        public void PassedOver(string sentence) => Sink!.Write(new RunEvent(
            TimeSpan.FromTicks(Interlocked.Read(ref _ticks)), "checkpoint-passed-over", "learner", sentence));
    }
}
