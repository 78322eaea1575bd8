using Delight.Actors.Learners;
using Delight.Actors.Messages;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Testing.Invariants;

/// <summary>No row is trained on twice within the surviving history, no answer twice within a term, and none of an
/// earlier term.</summary>
/// <remarks>A recovery undoes the updates after its checkpoint: their rows may be drawn and trained on again in the new
/// term.</remarks>
public sealed class TrainedOnce : Invariant
{
    private readonly Dictionary<long, long> _stepOfRow = [];
    private readonly Dictionary<TrajectoriesReady, (long FirstRow, HashSet<int> Trained)> _waiting =
        new(ReferenceEqualityComparer.Instance);

    private readonly HashSet<RequestId> _admitted = [];

    /// <inheritdoc/>
    public override string Name => "trained-once";

    /// <inheritdoc/>
    public override void Started(PolicyVersion version)
    {
        _waiting.Clear();
        foreach ((long row, _) in _stepOfRow.Where(entry => entry.Value > version.Step).ToArray())
        {
            _stepOfRow.Remove(row);
        }
    }

    /// <inheritdoc/>
    public override void Admitted(TrajectoriesReady trajectories, long firstRow)
    {
        Require(
            _admitted.Add(trajectories.Request),
            () => $"request {trajectories.Request} was answered and admitted before; an answer counts once.");
        _waiting[trajectories] = (firstRow, []);
    }

    /// <inheritdoc/>
    public override void Trained(PolicyVersion version, in TrajectoryRows rows)
    {
        RequestId request = rows.Trajectories.Request;
        Require(
            request.Term == version.Term,
            () => $"rows of request {request} made version {version}; a term trains only on its own requests.");
        if (!_waiting.TryGetValue(rows.Trajectories, out (long FirstRow, HashSet<int> Trained) known))
        {
            Violate($"rows of request {request} made version {version} and were never admitted in this life.");
            return;
        }

        for (int row = rows.Start; row < rows.Start + rows.Rows; row++)
        {
            long number = known.FirstRow + row;
            int place = row;
            bool isNew = known.Trained.Add(row) && _stepOfRow.TryAdd(number, version.Step);
            Require(isNew, () => $"row {number} (request {request}, its row {place}) made version {version} and step "
                + $"{_stepOfRow[number]} before; a row is trained on once.");
        }

        if (known.Trained.Count == rows.Trajectories.Rows)
        {
            _waiting.Remove(rows.Trajectories);
        }
    }
}
