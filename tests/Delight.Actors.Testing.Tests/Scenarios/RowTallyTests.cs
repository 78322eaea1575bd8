using Delight.Actors.Learners;
using Delight.Actors.Messages;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Scenarios;
using Delight.Learning.Parameters;

namespace Delight.Actors.Testing.Tests.Scenarios;

public sealed class RowTallyTests
{
    private readonly RowTally _tally = new();
    private readonly AdmissionControl _admission = new(batchRows: 4, rowsInFlightMax: 100, stalenessMax: null);

    private ILearnerAudit Audit => _tally;

    [Fact]
    public void Tally_RowsGrantedAgain_AreReissued()
    {
        Grant(index: 0, firstRow: 0);
        Grant(index: 1, firstRow: 4);
        Grant(index: 1, firstRow: 4);
        Assert.Equal([0L, 1, 2, 3, 4, 5, 6, 7], _tally.Granted);
        Assert.Equal([4L, 5, 6, 7], _tally.Reissued);
    }

    [Fact]
    public void Tally_RowsOfTwoUpdatesAndOfNone_AreFound()
    {
        Train(step: 1, index: 1, firstRow: 4);
        Train(step: 2, index: 2, firstRow: 6);
        Assert.Equal([4L, 5, 6, 7, 8, 9], _tally.Trained);
        Assert.Equal([6L, 7], _tally.TrainedTwice);
        Assert.Equal([0L, 1, 2, 3], _tally.Missing);
    }

    [Fact]
    public void Tally_PartOfARequest_CountsItsRowsAlone()
    {
        TrajectoriesReady request = Trajectories(index: 1);
        Audit.Admitted(request, firstRow: 10);
        Audit.Trained(new PolicyVersion(0, 1), new TrajectoryRows(request, Start: 1, Rows: 2));
        Assert.Equal([11L, 12], _tally.Trained);
    }

    [Fact]
    public void Tally_UpdatesThatACrashUndid_DoNotCount()
    {
        Train(step: 1, index: 0, firstRow: 0);
        Train(step: 2, index: 1, firstRow: 4);
        Audit.Started(new PolicyVersion(1, 1));
        Assert.Equal([0L, 1, 2, 3], _tally.Trained);
    }

    private static TrajectoriesReady Trajectories(long index) => new()
    {
        Request = new RequestId(0, index), Rows = 4, VersionAtStart = default, VersionAtEnd = default, StepMean = 0,
        Contexts = Array.Empty<byte>(), Chosen = new int[4], BehaviourLogProbs = new double[4], Mask = new byte[4],
        Rewards = new float[4], GroupKeys = new long[4], Frictions = new Delight.Actors.Frictions.RowFriction[4],
    };

    private void Grant(long index, long firstRow) => Audit.Granted(
        new GenerateRollouts(new RequestId(0, index), firstRow, 4, default), _admission, published: 0);

    private void Train(long step, long index, long firstRow)
    {
        TrajectoriesReady request = Trajectories(index);
        Audit.Admitted(request, firstRow);
        Audit.Trained(new PolicyVersion(0, step), new TrajectoryRows(request));
    }
}
