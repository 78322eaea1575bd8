using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Testing.Invariants;

/// <summary>Two audits hear the same.</summary>
internal sealed class LearnerAudits(ILearnerAudit first, ILearnerAudit second) : ILearnerAudit
{
    /// <summary>Both, where there are two.</summary>
    public static ILearnerAudit Of(ILearnerAudit? first, ILearnerAudit second) =>
        first is null ? second : new LearnerAudits(first, second);

    public void Started(PolicyVersion version)
    {
        first.Started(version);
        second.Started(version);
    }

    public void Granted(GenerateRollouts request, AdmissionControl admission, long published)
    {
        first.Granted(request, admission, published);
        second.Granted(request, admission, published);
    }

    public void Admitted(TrajectoriesReady trajectories, long firstRow)
    {
        first.Admitted(trajectories, firstRow);
        second.Admitted(trajectories, firstRow);
    }

    public void Dropped(in TrajectoryRows rows, string reason)
    {
        first.Dropped(rows, reason);
        second.Dropped(rows, reason);
    }

    public void Trained(PolicyVersion version, in TrajectoryRows rows)
    {
        first.Trained(version, rows);
        second.Trained(version, rows);
    }

    public void Published(PolicyVersion version)
    {
        first.Published(version);
        second.Published(version);
    }
}
