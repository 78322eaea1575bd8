using Delight.Reports.Charts;

namespace Delight.Reports.Tests.Runs;

public sealed class LabelPlacementTests
{
    [Fact]
    public void Spread_LabelsApart_StayWhereTheyAre() =>
        Assert.Equal([80, 10, 40], LabelPlacement.Spread([80, 10, 40], 16, 0, 100));

    [Fact]
    public void Spread_TwoOnTheSameSpot_MoveApartEvenly() =>
        Assert.Equal([42, 58], LabelPlacement.Spread([50, 50], 16, 0, 100));

    [Fact]
    public void Spread_AtTheEnd_StaysInside() =>
        Assert.Equal([100, 84, 68], LabelPlacement.Spread([100, 99, 98], 16, 0, 100));

    [Fact]
    public void Spread_MoreThanFit_SharesTheRange() =>
        Assert.Equal([0, 5, 10], LabelPlacement.Spread([4, 5, 6], 16, 0, 10));

    [Fact]
    public void Spread_Chain_KeepsTheSpacingAndTheOrder()
    {
        IReadOnlyList<double> placed = LabelPlacement.Spread([10, 20, 31, 32, 33, 90], 16, 0, 100);

        Assert.All(placed.Zip(placed.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 16 - 1e-9));
        Assert.InRange(placed[0], 0, 10);
        Assert.InRange(placed[^1], 84, 100);
    }
}
