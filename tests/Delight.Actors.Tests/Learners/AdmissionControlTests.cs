using Delight.Actors.Learners;

namespace Delight.Actors.Tests.Learners;

public sealed class AdmissionControlTests
{
    [Fact]
    public void Capacity_WithABound_IsWhatTheFormulaSays()
    {
        AdmissionControl admission = new(batchRows: 10, rowsInFlightMax: 1000, stalenessMax: 2);
        Assert.Equal(30, admission.Capacity(0)); // (2 + 0 + 1) · 10
        admission.Grant(12);
        Assert.Equal(18, admission.Capacity(0));
        admission.Arrive(8);
        Assert.Equal((8L, 4L), (admission.Queued, admission.Running));
        Assert.Equal(18, admission.Capacity(0)); // queued rows count as running ones do
        admission.Arrive(4);
        admission.Train(10);
        Assert.Equal((10L, 2L, 0L), (admission.Trained, admission.Queued, admission.Running));
        Assert.Equal(18, admission.Capacity(0)); // trained, but the new version is not published
        Assert.Equal(28, admission.Capacity(1)); // (2 + 1 + 1) · 10 − 12
    }

    [Fact]
    public void Capacity_RowsLostOrDropped_ComeBack()
    {
        AdmissionControl admission = new(batchRows: 10, rowsInFlightMax: 1000, stalenessMax: 0);
        admission.Grant(10);
        Assert.Equal(0, admission.Capacity(0));
        admission.Lose(4);
        Assert.Equal(4, admission.Capacity(0));
        admission.Arrive(6);
        admission.Drop(5);
        Assert.Equal(9, admission.Capacity(0));
    }

    [Fact]
    public void Capacity_WithoutABound_IsWhatMayBeInFlight()
    {
        AdmissionControl admission = new(batchRows: 10, rowsInFlightMax: 25, stalenessMax: null);
        admission.Grant(20);
        admission.Arrive(10);
        Assert.Equal(5, admission.Capacity(0));
        admission.Train(10);
        Assert.Equal(15, admission.Capacity(0));
    }

    [Fact]
    public void Capacity_BoundWiderThanInFlight_IsTheSmaller() =>
        Assert.Equal(25, new AdmissionControl(batchRows: 10, rowsInFlightMax: 25, stalenessMax: 100).Capacity(0));
}
