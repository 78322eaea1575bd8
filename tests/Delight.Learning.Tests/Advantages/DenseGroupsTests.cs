using Delight.Learning.Advantages;

namespace Delight.Learning.Tests.Advantages;

public sealed class DenseGroupsTests
{
    [Fact]
    public void Map_ArbitraryKeys_NumbersThemByFirstAppearance()
    {
        int[] groups = new int[5];
        Assert.Equal(3, new DenseGroups().Map([long.MaxValue, -4L, long.MaxValue, 0L, -4L], groups));
        Assert.Equal([0, 1, 0, 2, 1], groups);
    }

    [Fact]
    public void Map_SecondBatch_StartsAfresh()
    {
        DenseGroups dense = new();
        int[] groups = new int[2];
        dense.Map([5, 6], groups);
        Assert.Equal(1, dense.Map([6, 6], groups));
        Assert.Equal([0, 0], groups);
    }

    [Fact]
    public void Map_SteadyState_AllocatesNothing()
    {
        DenseGroups dense = new();
        long[] keys = [3, 1, 2, 3, 99, -1];
        int[] groups = new int[6];
        dense.Map(keys, groups);
        long before = GC.GetAllocatedBytesForCurrentThread();
        dense.Map(keys, groups);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
