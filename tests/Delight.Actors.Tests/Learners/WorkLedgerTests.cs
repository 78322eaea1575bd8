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
    [InlineData(10, 4, 8)]
    [InlineData(6, 4, 4)]
    [InlineData(3, 4, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(-5, 1, 0)]
    public void TryGrant_Capacity_GivesWholeGroups(long capacity, int samplesPerContext, int expected)
    {
        _ledger.Start(new WorkLedger.Slot(A, 8, samplesPerContext), 1);
        bool isGranted = _ledger.TryGrant(capacity, out ActorRef? worker, out long request, out int rows);
        Assert.Equal((expected > 0, expected), (isGranted, rows));
        Assert.Equal(0, request);
        Assert.Equal(isGranted ? A : null, worker);
    }

    [Fact]
    public void TryGrant_AfterARefusal_UsesNoIndexUp()
    {
        Start(A);
        Assert.False(_ledger.TryGrant(0, out ActorRef? _, out long _, out int _));
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
        Assert.True(_ledger.TryGrant(4, out ActorRef? _, out long _, out int _));
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
        _ledger.Start(new WorkLedger.Slot(A, 8, 1), 1);
        Assert.Equal([(A, 0L, 8)], GrantAll(100));
        _ledger.Start(new WorkLedger.Slot(B, 4, 1), 1);
        _ledger.End(A);
        Assert.Equal([(B, 1L, 4)], GrantAll(100));
        _ledger.Start(new WorkLedger.Slot(A, 8, 1), 1);
        Assert.Equal([(A, 0L, 8)], GrantAll(100));
    }

    [Fact]
    public void TryGrant_LostRequestOfOtherGroups_IsNotDrawnWithOtherContexts()
    {
        _ledger.Start(new WorkLedger.Slot(A, 8, 4), 1);
        GrantAll(100);
        _ledger.End(A);
        _ledger.Start(new WorkLedger.Slot(B, 8, 2), 1);
        Assert.Equal([(B, 1L, 8)], GrantAll(100));
    }

    [Fact]
    public void TryGrant_LostRequestBeyondTheCapacity_DoesNotHoldUpNewWork()
    {
        _ledger.Start(new WorkLedger.Slot(A, 8, 1), 1);
        GrantAll(100);
        _ledger.Start(new WorkLedger.Slot(A, 8, 1), 1);
        Assert.Equal([(A, 1L, 3)], GrantAll(3));
    }

    private int Start(ActorRef worker, int slots = 1) => _ledger.Start(new WorkLedger.Slot(worker, 4, 1), slots);

    private List<(ActorRef Worker, long Request, int Rows)> GrantAll(long capacity)
    {
        List<(ActorRef, long, int)> grants = [];
        while (_ledger.TryGrant(capacity, out ActorRef? worker, out long request, out int rows))
        {
            grants.Add((worker, request, rows));
            capacity -= rows;
        }

        return grants;
    }
}
