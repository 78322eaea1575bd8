using Delight.Learning.Execution;

namespace Delight.Learning.Tests.Execution;

public sealed class WorkShareTests
{
    [Theory]
    [InlineData(10, 1, 0, 2, 0, 5)]
    [InlineData(10, 1, 1, 2, 5, 10)]
    [InlineData(20, 8, 0, 2, 0, 8)] // three units, the last one of four items
    [InlineData(20, 8, 1, 2, 8, 20)]
    [InlineData(3, 8, 0, 2, 0, 0)]
    [InlineData(3, 8, 1, 2, 0, 3)]
    [InlineData(0, 8, 1, 2, 0, 0)]
    public void Of_ByHand_IsRange(int items, int unit, int worker, int workers, int start, int end) =>
        Assert.Equal(new WorkShare(start, end), WorkShare.Of(items, unit, worker, workers));

    [Theory]
    [InlineData(1000, 1, 7)]
    [InlineData(1000, 8, 7)]
    [InlineData(1001, 8, 64)]
    [InlineData(5, 4, 64)]
    [InlineData(int.MaxValue, 8, 3)]
    public void Of_AllWorkers_CoverEveryItemOnce(int items, int unit, int workers)
    {
        int next = 0, most = ((items / unit / workers) + 2) * unit;
        for (int worker = 0; worker < workers; worker++)
        {
            WorkShare share = WorkShare.Of(items, unit, worker, workers);
            Assert.Equal(next, share.Start);
            Assert.InRange(share.Count, 0, most);
            next = share.End;
        }

        Assert.Equal(items, next);
    }

    [Fact]
    public void Contains_BordersOfShare_IncludesStartAlone()
    {
        WorkShare share = new(2, 4);
        Assert.Equal([false, true, true, false], Enumerable.Range(1, 4).Select(share.Contains));
    }
}
