using Delight.Actors.Checkpoints;
using Delight.Actors.Running;
using Delight.Actors.Telemetry;
using Delight.Learning.Training;

namespace Delight.Actors.Learners;

/// <summary>What a learner is put together from, at its start and at every restart.</summary>
public sealed record LearnerParts
{
    /// <summary>Task, policy, estimator, baseline, optimiser; as many rows as a batch has.</summary>
    public required TrainerParts Trainer { get; init; }

    /// <summary>Where the term and checkpoints are kept.</summary>
    public required ICheckpointStore Checkpoints { get; init; }

    /// <summary>Clock of the run.</summary>
    public required RunClock Clock { get; init; }

    /// <summary>Random streams of the run.</summary>
    public required StreamSource Random { get; init; }

    /// <summary>Rows of one context, which form a group.</summary>
    /// <value>At least 1. Default 1.</value>
    public int SamplesPerContext { get; init; } = 1;

    /// <summary>Makes the bookkeeping of credit; tests of what watches over it put a wrong one in its place.</summary>
    public Func<LearnerOptions, AdmissionControl> CreateAdmission { get; init; } = options => new AdmissionControl(
        options.BatchRows, options.RowsInFlightMax,
        options.StalenessHandling == StalenessHandling.Wait ? options.StalenessMax : null);

    /// <summary>Makes the bookkeeping of requests, from the next request's index and the next row's number.</summary>
    public Func<long, long, WorkLedger> CreateLedger { get; init; } = (request, row) => new WorkLedger(request, row);

    /// <summary>Hears what becomes of every row; null: nobody.</summary>
    public ILearnerAudit? Audit { get; init; }

    /// <summary>Spans of updates and the queue, on a live system; null: nobody measures.</summary>
    public LearnerTelemetry? Telemetry { get; init; }
}
