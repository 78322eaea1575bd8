using Akka.Actor;
using Delight.Actors.Checkpoints;
using Delight.Actors.Learners;

namespace Delight.Host.Tests.Exploring;

/// <summary>Learners put together wrongly, each with one defect that exploration has to find.</summary>
internal static class BrokenParts
{
    /// <summary>An answer that arrives twice is accepted twice.</summary>
    public static LearnerParts AcceptingTwice(LearnerParts parts) => parts with
    {
        CreateLedger = (request, row) => new ForgetfulLedger(request, row),
    };

    /// <summary>A learner that starts again begins with term 0.</summary>
    public static LearnerParts ForgettingTheTerm(LearnerParts parts) => parts with
    {
        Checkpoints = new ForgetfulStore(parts.Checkpoints),
    };

    /// <summary>The credit of rows that got lost never comes back.</summary>
    public static LearnerParts LosingCredit(LearnerParts parts) => parts with
    {
        CreateAdmission = options => new MiserlyAdmission(options),
    };

    /// <summary>Work is granted for one update more than the bound allows.</summary>
    public static LearnerParts OffByOne(LearnerParts parts) => parts with
    {
        CreateAdmission = options => new GenerousAdmission(options),
    };

    /// <summary>Every other learner begins with another row: two runs of one seed differ.</summary>
    public static Func<LearnerParts, LearnerParts> Unsteady()
    {
        long made = 0;
        return parts => parts with { CreateLedger = (request, row) => new WorkLedger(request, row + made++) };
    }

    private sealed class ForgetfulLedger(long request, long row) : WorkLedger(request, row)
    {
        // A copy that comes while the first answer still waits would be refused by the queue; after the rows of a batch
        // have come in between, the first one has been trained on.
        private const int RowsBetween = 12;

        private readonly Dictionary<long, (IActorRef Worker, long FirstRow, long RowsAt)> _settled = [];
        private long _rows;

        public override bool TrySettle(IActorRef worker, long requestIndex, int rows, out long firstRow)
        {
            if (base.TrySettle(worker, requestIndex, rows, out firstRow))
            {
                _rows += rows;
                _settled[requestIndex] = (worker, firstRow, _rows);
                return true;
            }

            bool isKnown = _settled.TryGetValue(
                requestIndex, out (IActorRef Worker, long FirstRow, long RowsAt) before) && before.Worker == worker;
            firstRow = before.FirstRow;
            return isKnown && _rows - before.RowsAt >= RowsBetween;
        }
    }

    private sealed class ForgetfulStore(ICheckpointStore inner) : ICheckpointStore
    {
        public int? Term => null;

        public void BeginTerm(int term)
        {
            // The defect: nothing is kept.
        }

        public void Save(Checkpoint checkpoint) => inner.Save(checkpoint);

        public Checkpoint? Load() => inner.Load();
    }

    private sealed class MiserlyAdmission(LearnerOptions options)
        : AdmissionControl(options.BatchRows, options.RowsInFlightMax, options.StalenessMax)
    {
        public override void Lose(int rows)
        {
            // The defect: the rows stay in flight for ever.
        }
    }

    private sealed class GenerousAdmission(LearnerOptions options)
        : AdmissionControl(options.BatchRows, options.RowsInFlightMax, options.StalenessMax)
    {
        public override long Capacity(long published) => base.Capacity(published + 1);
    }
}
