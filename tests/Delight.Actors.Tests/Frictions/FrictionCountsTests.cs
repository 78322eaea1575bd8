using Delight.Actors.Frictions;

namespace Delight.Actors.Tests.Frictions;

public sealed class FrictionCountsTests
{
    [Fact]
    public void Counted_NothingAdded_IsEmpty()
    {
        FrictionCounts counts = new();
        counts.Add(new RowFriction[5]);
        Assert.Empty(counts.Counted);
    }

    [Fact]
    public void Add_RowWithSeveralFrictions_CountsUnderEach()
    {
        FrictionCounts counts = new();
        counts.Add([RowFriction.BrokenWorker | RowFriction.WrongReward, RowFriction.WrongReward, RowFriction.None]);
        Assert.Equal([("broken-worker", 1L), ("wrong-reward", 2L)], counts.Counted);
    }

    [Fact]
    public void Add_EveryFrictionThereIs_HasAName()
    {
        FrictionCounts counts = new();
        RowFriction[] all = [.. Enum.GetValues<RowFriction>().Where(friction => friction != RowFriction.None)];
        counts.Add(all);
        Assert.Equal(
            ["broken-worker", "wrong-reward", "late-reward", "searched-answer", "rounded-weights"],
            counts.Counted.Select(entry => entry.Name));
        Assert.Equal(all.Select(_ => 1L), counts.Counted.Select(entry => entry.Rows));
    }

    [Fact]
    public void Add_Others_AddsUpAndLeavesThemAlone()
    {
        FrictionCounts counts = new(), other = new();
        counts.Add([RowFriction.LateReward]);
        other.Add([RowFriction.LateReward, RowFriction.SearchedAnswer]);
        counts.Add(other);
        counts.Add(other);
        Assert.Equal([("late-reward", 3L), ("searched-answer", 2L)], counts.Counted);
        Assert.Equal([("late-reward", 1L), ("searched-answer", 1L)], other.Counted);
    }
}
