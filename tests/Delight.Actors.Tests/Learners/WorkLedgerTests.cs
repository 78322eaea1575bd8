using Akka.Actor;
using Delight.Actors.Learners;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Learners;

public sealed class WorkLedgerTests : SimulationTestKit
{
    private readonly WorkLedger _ledger = new();
    private readonly IActorRef _a, _b;
    private long _nextLife;
    private TimeSpan _now;

    public WorkLedgerTests() => (_a, _b) = (CreateTestProbe("a").Ref, CreateTestProbe("b").Ref);

    [Fact]
    public void TryGrant_TwoWorkers_TakesTurnsByHowLongTheyAreFree()
    {
        Start(_a, slots: 2);
        Start(_b, slots: 1);
        Assert.Equal([(_a, 0L, 4), (_a, 1L, 4), (_b, 2L, 4)], GrantAll(100));
        Assert.Equal(12, _ledger.RowsGranted);
        Assert.True(TrySettle(_b, 2, 4));
        Assert.True(TrySettle(_a, 0, 4));
        Assert.Equal([(_b, 3L, 4), (_a, 4L, 4)], GrantAll(100));
    }

    [Theory]
    [InlineData(10, 8)]
    [InlineData(6, 6)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    public void TryGrant_Capacity_IsNeverExceeded(long capacity, int expected)
    {
        Start(_a, slots: 1, rowsPerRequest: 8);
        bool isGranted = _ledger.TryGrant(capacity, _now, out IActorRef? worker, out WorkLedger.RequestRows rows);
        Assert.Equal(expected > 0, isGranted);
        Assert.Equal(new WorkLedger.RequestRows(0, 0, expected), rows);
        Assert.Equal(isGranted ? _a : null, worker);
    }

    [Fact]
    public void TryGrant_AfterARefusal_UsesNoIndexUp()
    {
        Start(_a);
        Assert.False(_ledger.TryGrant(0, _now, out IActorRef? _, out WorkLedger.RequestRows _));
        Assert.Equal([(_a, 0L, 4)], GrantAll(100));
    }

    [Fact]
    public void End_WorkerWithGrants_ReissuesTheSameRequestsFirst()
    {
        Start(_a, slots: 2);
        GrantAll(100);
        Assert.Equal(8, _ledger.End(_a));
        Assert.Equal(0, _ledger.RowsGranted);
        Assert.Empty(GrantAll(100));
        Start(_b, slots: 3);
        Assert.Equal([(_b, 0L, 4), (_b, 1L, 4), (_b, 2L, 4)], GrantAll(100));
    }

    [Fact]
    public void Start_Again_LosesWhatTheLifeBeforeHeldAndItsFreeSlots()
    {
        Start(_a, slots: 3);
        Assert.True(_ledger.TryGrant(4, _now, out IActorRef? _, out WorkLedger.RequestRows _));
        Assert.Equal(4, Start(_a, slots: 2));
        Assert.Equal([(_a, 0L, 4), (_a, 1L, 4)], GrantAll(100));
        Assert.False(TrySettle(_a, 7, 4));
    }

    [Fact]
    public void TrySettle_AnswerOfAnotherOrTwice_IsRefused()
    {
        Start(_a);
        GrantAll(100);
        Assert.False(TrySettle(_b, 0, 4));
        Assert.False(TrySettle(_a, 0, 3));
        Assert.True(TrySettle(_a, 0, 4));
        Assert.False(TrySettle(_a, 0, 4));
    }

    [Fact]
    public void TryGrant_LostRequestLargerThanAWorkerTakes_GoesToOneThatFits()
    {
        Start(_a, slots: 1, rowsPerRequest: 8);
        Assert.Equal([(_a, 0L, 8)], GrantAll(100));
        Start(_b, slots: 1, rowsPerRequest: 4);
        _ledger.End(_a);
        Assert.Equal([(_b, 1L, 4)], GrantAll(100));
        Start(_a, slots: 1, rowsPerRequest: 8);
        Assert.Equal([(_a, 0L, 8)], GrantAll(100));
    }

    [Fact]
    public void TryGrant_LostRequest_KeepsItsRowNumbersForAWorkerOfAnotherSize()
    {
        Start(_a, slots: 2, rowsPerRequest: 5);
        Assert.Equal([(0L, 0L, 5), (1L, 5L, 2)], RowsGranted(7));
        _ledger.End(_a);
        Start(_b, slots: 3, rowsPerRequest: 8);
        Assert.Equal([(0L, 0L, 5), (1L, 5L, 2), (2L, 7L, 8)], RowsGranted(100));
    }

    [Fact]
    public void TryGrant_NewRequests_NumberTheirRowsWithoutGapOrOverlap()
    {
        Start(_a, slots: 2, rowsPerRequest: 3);
        Start(_b, slots: 2, rowsPerRequest: 4);
        Assert.Equal([(0L, 0L, 3), (1L, 3L, 3), (2L, 6L, 4), (3L, 10L, 1)], RowsGranted(11));
    }

    [Fact]
    public void TryGrant_LostRequestBeyondTheCapacity_DoesNotHoldUpNewWork()
    {
        Start(_a, slots: 1, rowsPerRequest: 8);
        GrantAll(100);
        Start(_a, slots: 1, rowsPerRequest: 8);
        Assert.Equal([(_a, 1L, 3)], GrantAll(3));
    }

    [Fact]
    public void Start_SameLifeAgain_ChangesNothing()
    {
        _ledger.Start(new WorkLedger.Slot(_a, 4), 2, life: 7);
        Assert.Equal([(_a, 0L, 4), (_a, 1L, 4)], GrantAll(100));
        Assert.Equal(0, _ledger.Start(new WorkLedger.Slot(_a, 4), 2, life: 7));
        Assert.Equal(0, _ledger.Start(new WorkLedger.Slot(_a, 4), 2, life: 6)); // of an earlier life, and late
        Assert.Equal(8, _ledger.RowsGranted);
        Assert.Empty(GrantAll(100));
    }

    [Fact]
    public void Expire_UnansweredRequest_GoesToAnotherAndItsSlotWaitsForItsWorker()
    {
        _ledger.Start(new WorkLedger.Slot(_a, 4), 1, life: 1);
        Assert.Equal([(_a, 0L, 4)], GrantAll(100));
        Assert.Equal(0, _ledger.Expire(grantedBefore: _now));
        _now = TimeSpan.FromSeconds(5);
        Assert.Equal(4, _ledger.Expire(grantedBefore: _now));
        Assert.Equal(0, _ledger.RowsGranted);
        Assert.Empty(GrantAll(100)); // nobody grants to who does not answer
        _ledger.Start(new WorkLedger.Slot(_b, 4), 1, life: 1);
        Assert.Equal([(_b, 0L, 4)], GrantAll(100));
        Assert.False(TrySettle(_a, 0, 4)); // too late, but it lives
        Assert.Equal([(_a, 1L, 4)], GrantAll(100));
    }

    [Fact]
    public void Reissue_RowsOfAnAnsweredRequest_ComeBeforeNewOnes()
    {
        Start(_a, slots: 3);
        GrantAll(8);
        Assert.True(_ledger.TrySettle(_a, 1, 4, out long firstRow));
        Assert.Equal(4, firstRow);
        _ledger.Reissue(firstRow + 1, 2);
        Assert.Equal([(2L, 5L, 2), (3L, 8L, 4)], RowsGranted(100));
        Assert.Equal((4L, 12L), (_ledger.NextRequest, _ledger.NextRow));
    }

    [Fact]
    public void Constructor_FromACheckpoint_NumbersOn()
    {
        WorkLedger ledger = new(nextRequest: 12, nextRow: 40);
        ledger.Start(new WorkLedger.Slot(_a, 4), 1, life: 0);
        Assert.True(ledger.TryGrant(100, _now, out IActorRef? _, out WorkLedger.RequestRows rows));
        Assert.Equal(new WorkLedger.RequestRows(12, 40, 4), rows);
    }

    private int Start(IActorRef worker, int slots = 1, int rowsPerRequest = 4) =>
        _ledger.Start(new WorkLedger.Slot(worker, rowsPerRequest), slots, _nextLife++);

    private bool TrySettle(IActorRef worker, long request, int rows) =>
        _ledger.TrySettle(worker, request, rows, out long _);

    private List<(IActorRef Worker, long Request, int Rows)> GrantAll(long capacity)
    {
        List<(IActorRef, long, int)> grants = [];
        while (_ledger.TryGrant(capacity, _now, out IActorRef? worker, out WorkLedger.RequestRows rows))
        {
            grants.Add((worker, rows.RequestIndex, rows.Rows));
            capacity -= rows.Rows;
        }

        return grants;
    }

    private List<(long Request, long FirstRow, int Rows)> RowsGranted(long capacity)
    {
        List<(long, long, int)> grants = [];
        while (_ledger.TryGrant(capacity, _now, out IActorRef? _, out WorkLedger.RequestRows rows))
        {
            grants.Add((rows.RequestIndex, rows.FirstRow, rows.Rows));
            capacity -= rows.Rows;
        }

        return grants;
    }
}
