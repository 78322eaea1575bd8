using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Tests.Support;

namespace Delight.Experiments.Tests.Runs;

public sealed class RunBoardTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Whole_OneRunDoneOneUnderWayTwoWaiting_SaysWhatIsLeftAtThePaceOfEachKind()
    {
        RunBoard board = new(_clock) { Jobs = 2 };
        RunProgress first = Expect(board, "dg"), second = Expect(board, "pg");
        Expect(board, "dg");
        Expect(board, "pg");
        first.Begin();
        second.Begin();
        _clock.Advance(TimeSpan.FromSeconds(20));
        first.Advance(100, 0);
        first.End(RunStatus.Finished);
        second.Advance(25, 0);

        // dg: 0.2 s a step, so 20 s are left; pg: 0.8 s a step, so 60 and 80 s are. Two at a time: 160 / 2.
        Assert.Equal(TimeSpan.FromSeconds(80), RunBoard.LeftOf(board.States, 2));
        Assert.Equal("1 of 4 runs done, 2 wait; about 1 min 20 s left", board.Whole);
    }

    [Fact]
    public void LeftOf_MoreProcessorsThanRuns_IsThatOfTheLongest()
    {
        RunBoard board = new(_clock);
        RunProgress only = Expect(board, "dg");
        only.Begin();
        _clock.Advance(TimeSpan.FromSeconds(10));
        only.Advance(20, 0);
        Assert.Equal(TimeSpan.FromSeconds(40), RunBoard.LeftOf(board.States, 16));
    }

    [Fact]
    public void Whole_NothingTakenYetOrNothingWaited_SaysNoTime()
    {
        RunBoard board = new(_clock);
        Expect(board, "dg");
        Expect(board, "dg");
        Assert.Equal("0 of 2 runs done, 2 wait", board.Whole);

        RunBoard begun = new(_clock);
        begun.Add(new RunState("a", 10));
        begun.Add(new RunState("b", 10));
        Assert.Null(begun.Whole);
    }

    [Fact]
    public void State_WaitingRun_TakesNoTimeUntilItBegins()
    {
        RunBoard board = new(_clock);
        RunProgress run = Expect(board, "dg");
        _clock.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(("waits", TimeSpan.Zero), (board.States[0].LeftText, board.States[0].Elapsed));
        run.Begin();
        _clock.Advance(TimeSpan.FromSeconds(5));
        run.Advance(50, 0);
        Assert.Equal(TimeSpan.FromSeconds(5), board.States[0].Left);
    }

    [Theory]
    [InlineData("dg seed 1", 12, "dg seed 1")]
    [InlineData("learningRate=0.01 batchRows=10 dg seed 1", 21, "learningRa… dg seed 1")]
    [InlineData("learningRate=0.01 batchRows=10 dg seed 1", 0, "learn…seed 1")]
    public void NameWithin_LongName_KeepsBothEnds(string name, int width, string shown) =>
        Assert.Equal(shown, new RunState(name, 1).NameWithin(width));

    private static RunProgress Expect(RunBoard board, string kind) =>
        board.Add(new RunState(kind, 100) { Kind = kind, IsWaiting = true });
}
