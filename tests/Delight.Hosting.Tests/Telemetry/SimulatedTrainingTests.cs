using System.Diagnostics;
using System.Diagnostics.Metrics;
using Delight.Actors.Telemetry;
using Delight.Actors.Testing.Training;

namespace Delight.Hosting.Tests.Telemetry;

/// <summary>Simulated trainings feed no telemetry, and no listener changes them.</summary>
public sealed class SimulatedTrainingTests
{
    private const int Steps = 60;

    [Fact]
    public async Task Digest_WithListeners_IsThatWithout()
    {
        TrainingResult without = await SimulateAsync();
        int heard = 0;
        using MeterListener meters = new();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == DelightTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, _, _) => heard += instrument.IsObservable ? 0 : 1);
        meters.Start();
        using ActivityListener spans = new()
        {
            ShouldListenTo = source => source.Name == DelightTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _ => heard++,
        };
        ActivitySource.AddActivityListener(spans);
        TrainingResult with = await SimulateAsync();
        Assert.NotNull(without.Digest);
        Assert.Equal((without.Digest, 0), (with.Digest, heard));
    }

    private static async Task<TrainingResult> SimulateAsync() => await new SimulatedTrainingRuntime().RunAsync(
        TinyTraining.Plan(Steps), new TrainingFrictions(), observer: null, CancellationToken.None);
}
