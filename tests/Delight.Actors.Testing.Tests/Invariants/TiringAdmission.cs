using Delight.Actors.Learners;

namespace Delight.Actors.Testing.Tests.Invariants;

internal sealed class TiringAdmission(LearnerOptions options, long updatesMax)
    : AdmissionControl(options.BatchRows, options.RowsInFlightMax, options.StalenessMax)
{
    public override long Capacity(long published) =>
        Math.Min(base.Capacity(published), (updatesMax * 8) - Trained - Queued - Running);
}
