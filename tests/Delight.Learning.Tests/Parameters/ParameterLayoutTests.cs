using Delight.Learning.Parameters;

namespace Delight.Learning.Tests.Parameters;

public sealed class ParameterLayoutTests
{
    private static readonly ParameterLayout Layout =
        ParameterLayout.Of(("weight", [2, 3]), ("bias", [3]), ("scale", []));

    [Fact]
    public void Of_SeveralTensors_LiesThemEndToEnd()
    {
        Assert.Equal(10, Layout.Length);
        Assert.Equal([("weight", 0, 6), ("bias", 6, 3), ("scale", 9, 1)],
            Layout.Slots.Select(slot => (slot.Name, slot.Offset, slot.Length)));
    }

    [Fact]
    public void In_FlatArray_IsThatTensorsPart()
    {
        float[] parameters = [.. Enumerable.Range(0, 10).Select(i => (float)i)];
        Assert.Equal([6f, 7, 8], Layout["bias"].In(parameters).ToArray());
        Layout["scale"].In(parameters.AsSpan())[0] = -1;
        Assert.Equal(-1, parameters[9]);
    }

    [Fact]
    public void Of_SameNameTwice_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ParameterLayout.Of(("a", [1]), ("a", [2])));

    [Fact]
    public void Item_UnknownName_IsRefused() => Assert.Throws<KeyNotFoundException>(() => Layout["Bias"]);

    [Fact]
    public void Of_MoreThanAnArrayHolds_IsRefused()
    {
        Assert.Throws<OverflowException>(() => ParameterLayout.Of(("a", [65536, 65536])));
        Assert.Throws<OverflowException>(() => ParameterLayout.Of(("a", [2_000_000_000]), ("b", [2_000_000_000])));
    }
}
