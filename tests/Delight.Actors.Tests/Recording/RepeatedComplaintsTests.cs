
using Delight.Actors.Recording;

namespace Delight.Actors.Tests.Recording;

public sealed class RepeatedComplaintsTests
{
    [Fact]
    public void Count_ComplaintsThatDifferInNumbers_TellsPowersOfTen()
    {
        RepeatedComplaints complaints = new();
        long[] told = [.. Enumerable.Range(1, 1000).Select(
            number => complaints.Count("handler", $"channel [::ffff:{number}](Id={number:x8}): length {-number}"))
            .OfType<long>()];
        Assert.Equal([1, 10, 100, 1000], told);
    }

    [Fact]
    public void Count_AnotherSourceOrAnotherText_IsAnotherKind()
    {
        RepeatedComplaints complaints = new();
        Assert.Equal(
            (1L, null, 1L, 1L),
            (complaints.Count("one", "it broke"), complaints.Count("one", "it broke"),
                complaints.Count("two", "it broke"), complaints.Count("one", "it burns")));
    }

    [Fact]
    public void Count_MoreKindsThanAreToldApart_CountsTheRestAsOne()
    {
        RepeatedComplaints complaints = new();
        int told = Enumerable.Range(0, 2 * RepeatedComplaints.KindsMax).Count(
            kind => complaints.Count("one", new string('x', kind + 1)) is not null);
        Assert.Equal(RepeatedComplaints.KindsMax + 3, told); // the 1st, 10th and 100th of the rest
    }
}
