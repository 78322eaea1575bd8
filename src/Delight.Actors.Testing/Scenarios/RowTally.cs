using Delight.Actors.Learners;
using Delight.Actors.Messages;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Testing.Scenarios;

/// <summary>What became of each row of a run, by its number: how often it was granted and which updates had
/// it.</summary>
/// <remarks>Rows are numbered through the whole run; a row that is lost with its worker is granted again under the same
/// number. Updates that a crash of the learner undid do not count. Written by the learner; read it after the
/// run.</remarks>
public sealed class RowTally : ILearnerAudit
{
    private readonly SortedDictionary<long, int> _granted = [];
    private readonly SortedDictionary<long, List<long>> _updates = [];
    private readonly Dictionary<RequestId, long> _firstRows = [];

    /// <summary>Numbers of the rows that were granted at least once, in order.</summary>
    public IReadOnlyList<long> Granted => [.. _granted.Keys];

    /// <summary>Numbers of the rows that were granted more than once, in order: lost and given to somebody
    /// else.</summary>
    public IReadOnlyList<long> Reissued => [.. _granted.Where(row => row.Value > 1).Select(row => row.Key)];

    /// <summary>Numbers of the rows that were trained on, in order.</summary>
    public IReadOnlyList<long> Trained => [.. _updates.Keys];

    /// <summary>Numbers of the rows that more than one update had, in order.</summary>
    public IReadOnlyList<long> TrainedTwice => [.. _updates.Where(row => row.Value.Count > 1).Select(row => row.Key)];

    /// <summary>Numbers of the rows below the highest one trained on that no update had, in order.</summary>
    /// <remarks>Empty where staleness is bounded by 0. Else the last few rows may have been under way or waiting when
    /// the last update was taken.</remarks>
    public IReadOnlyList<long> Missing
    {
        get
        {
            long end = _updates.Count == 0 ? 0 : _updates.Keys.Last();
            List<long> missing = [];
            for (long row = 0; row < end; row++)
            {
                if (!_updates.ContainsKey(row))
                {
                    missing.Add(row);
                }
            }

            return missing;
        }
    }

    /// <summary>Who else hears of the rows.</summary>
    internal ILearnerAudit? Inner { get; set; }

    /// <inheritdoc/>
    void ILearnerAudit.Started(PolicyVersion version)
    {
        foreach ((long row, List<long> steps) in _updates.ToArray())
        {
            steps.RemoveAll(step => step > version.Step);
            if (steps.Count == 0)
            {
                _updates.Remove(row);
            }
        }

        Inner?.Started(version);
    }

    /// <inheritdoc/>
    void ILearnerAudit.Granted(GenerateRollouts request, AdmissionControl admission, long published)
    {
        for (long row = request.FirstRow; row < request.FirstRow + request.Rows; row++)
        {
            _granted[row] = _granted.GetValueOrDefault(row) + 1;
        }

        Inner?.Granted(request, admission, published);
    }

    /// <inheritdoc/>
    void ILearnerAudit.Admitted(TrajectoriesReady trajectories, long firstRow)
    {
        _firstRows[trajectories.Request] = firstRow;
        Inner?.Admitted(trajectories, firstRow);
    }

    /// <inheritdoc/>
    void ILearnerAudit.Dropped(in TrajectoryRows rows, string reason) => Inner?.Dropped(rows, reason);

    /// <inheritdoc/>
    void ILearnerAudit.Trained(PolicyVersion version, in TrajectoryRows rows)
    {
        long first = _firstRows[rows.Trajectories.Request] + rows.Start;
        for (long row = first; row < first + rows.Rows; row++)
        {
            if (!_updates.TryGetValue(row, out List<long>? steps))
            {
                _updates.Add(row, steps = []);
            }

            steps.Add(version.Step);
        }

        Inner?.Trained(version, rows);
    }

    /// <inheritdoc/>
    void ILearnerAudit.Published(PolicyVersion version) => Inner?.Published(version);
}
