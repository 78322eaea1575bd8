using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Learners;

/// <summary>Hears, inside the learner's turn, what becomes of every row: to record a stream, or to check
/// invariants.</summary>
/// <remarks>Called on the learner's thread. An exception is the learner's failure.</remarks>
public interface ILearnerAudit
{
    /// <summary>A learner's life begins with nothing granted and nothing queued.</summary>
    /// <param name="version">A new term, and the step it goes on from.</param>
    void Started(PolicyVersion version);

    /// <summary>Rows were granted.</summary>
    /// <param name="request">Which, and to how many rows.</param>
    /// <param name="admission">After the grant.</param>
    /// <param name="published">Updates since the recovery that are published.</param>
    void Granted(GenerateRollouts request, AdmissionControl admission, long published);

    /// <summary>Rows arrived and wait.</summary>
    /// <param name="trajectories">Of one request.</param>
    /// <param name="firstRow">Number of the first row in the whole run.</param>
    void Admitted(TrajectoriesReady trajectories, long firstRow);

    /// <summary>Rows that arrived will not be trained on.</summary>
    /// <param name="rows">Rows of one request.</param>
    /// <param name="reason">As in <see cref="RowsDropped"/>.</param>
    void Dropped(in TrajectoryRows rows, string reason);

    /// <summary>Rows went into an update, or with <see cref="ExperienceReplay"/> into what updates draw from.</summary>
    /// <param name="version">The version that the update makes.</param>
    /// <param name="rows">Rows of one request; an update takes those of several.</param>
    void Trained(PolicyVersion version, in TrajectoryRows rows);

    /// <summary>A version was handed to the parameter server.</summary>
    void Published(PolicyVersion version);
}
