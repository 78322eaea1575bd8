using Delight.Actors.Learners;
using Delight.Actors.Port;

namespace Delight.Actors.Tests.Learners;

public sealed class WorkLedgerTests
{
    private static readonly ActorRef A = new TestAddress("a"), B = new TestAddress("b");

    private readonly WorkLedger _ledger = new();

    [Fact]
    public void TryGrant_TwoWorkers_TakesTurnsByHowLongTheyAreFree()
    {
        Start(A, slots: 2);
        Start(B, slots: 1);
        Assert.Equal([(A, 0L, 4), (A, 1L, 4), (B, 2L, 4)], GrantAll(100));
        Assert.Equal(12, _ledger.RowsGranted);
        Assert.True(_ledger.TrySettle(B, 2, 4));
        Assert.True(_ledger.TrySettle(A, 0, 4));
        Assert.Equal([(B, 3L, 4), (A, 4L, 4)], GrantAll(100));
    }

    [Theory]
    [InlineData(10, 8)]
    [InlineData(6, 6)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    public void TryGrant_Capacity_IsNeverExceeded(long capacity, int expected)
    {
        _ledger.Start(new WorkLedger.Slot(A, 8), 1);
        bool isGranted = _ledger.TryGrant(capacity, out ActorRef? worker, out WorkLedger.RequestRows rows);
        Assert.Equal(expected > 0, isGranted);
        Assert.Equal(new WorkLedger.RequestRows(0, 0, expected), rows);
        Assert.Equal(isGranted ? A : null, worker);
    }

    [Fact]
    public void TryGrant_AfterARefusal_UsesNoIndexUp()
    {
        Start(A);
        Assert.False(_ledger.TryGrant(0, out ActorRef? _, out WorkLedger.RequestRows _));
        Assert.Equal([(A, 0L, 4)], GrantAll(100));
    }

    [Fact]
    public void End_WorkerWithGrants_ReissuesTheSameRequestsFirst()
    {
        Start(A, slots: 2);
        GrantAll(100);
        Assert.Equal(8, _ledger.End(A));
        Assert.Equal(0, _ledger.RowsGranted);
        Assert.Empty(GrantAll(100));
        Start(B, slots: 3);
        Assert.Equal([(B, 0L, 4), (B, 1L, 4), (B, 2L, 4)], GrantAll(100));
    }

    [Fact]
    public void Start_Again_LosesWhatTheLifeBeforeHeldAndItsFreeSlots()
    {
        Start(A, slots: 3);
        Assert.True(_ledger.TryGrant(4, out ActorRef? _, out WorkLedger.RequestRows _));
        Assert.Equal(4, Start(A, slots: 2));
        Assert.Equal([(A, 0L, 4), (A, 1L, 4)], GrantAll(100));
        Assert.False(_ledger.TrySettle(A, 7, 4));
    }

    [Fact]
    public void TrySettle_AnswerOfAnotherOrTwice_IsRefused()
    {
        Start(A);
        GrantAll(100);
        Assert.False(_ledger.TrySettle(B, 0, 4));
        Assert.False(_ledger.TrySettle(A, 0, 3));
        Assert.True(_ledger.TrySettle(A, 0, 4));
        Assert.False(_ledger.TrySettle(A, 0, 4));
    }

    [Fact]
    public void TryGrant_LostRequestLargerThanAWorkerTakes_GoesToOneThatFits()
    {
        _ledger.Start(new WorkLedger.Slot(A, 8), 1);
        Assert.Equal([(A, 0L, 8)], GrantAll(100));
        _ledger.Start(new WorkLedger.Slot(B, 4), 1);
        _ledger.End(A);
        Assert.Equal([(B, 1L, 4)], GrantAll(100));
        _ledger.Start(new WorkLedger.Slot(A, 8), 1);
        Assert.Equal([(A, 0L, 8)], GrantAll(100));
    }

    [Fact]
    public void TryGrant_LostRequest_KeepsItsRowNumbersForAWorkerOfAnotherSize()
    {
        _ledger.Start(new WorkLedger.Slot(A, 5), 2);
        Assert.Equal([(0L, 0L, 5), (1L, 5L, 2)], RowsGranted(7));
        _ledger.End(A);
        _ledger.Start(new WorkLedger.Slot(B, 8), 3);
        Assert.Equal([(0L, 0L, 5), (1L, 5L, 2), (2L, 7L, 8)], RowsGranted(100));
    }

    [Fact]
    public void TryGrant_NewRequests_NumberTheirRowsWithoutGapOrOverlap()
    {
        _ledger.Start(new WorkLedger.Slot(A, 3), 2);
        _ledger.Start(new WorkLedger.Slot(B, 4), 2);
        Assert.Equal([(0L, 0L, 3), (1L, 3L, 3), (2L, 6L, 4), (3L, 10L, 1)], RowsGranted(11));
    }

    [Fact]
    public void TryGrant_LostRequestBeyondTheCapacity_DoesNotHoldUpNewWork()
    {
        _ledger.Start(new WorkLedger.Slot(A, 8), 1);
        GrantAll(100);
        _ledger.Start(new WorkLedger.Slot(A, 8), 1);
        Assert.Equal([(A, 1L, 3)], GrantAll(3));
    }

    private int Start(ActorRef worker, int slots = 1) => _ledger.Start(new WorkLedger.Slot(worker, 4), slots);

    private List<(ActorRef Worker, long Request, int Rows)> GrantAll(long capacity)
    {
        List<(ActorRef, long, int)> grants = [];
        while (_ledger.TryGrant(capacity, out ActorRef? worker, out WorkLedger.RequestRows rows))
        {
            grants.Add((worker, rows.RequestIndex, rows.Rows));
            capacity -= rows.Rows;
        }

        return grants;
    }

    private List<(long Request, long FirstRow, int Rows)> RowsGranted(long capacity)
    {
        List<(long, long, int)> grants = [];
        while (_ledger.TryGrant(capacity, out ActorRef? _, out WorkLedger.RequestRows rows))
        {
            grants.Add((rows.RequestIndex, rows.FirstRow, rows.Rows));
            capacity -= rows.Rows;
        }

        return grants;
    }
}
