using System.Diagnostics;
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
        using InstrumentTotals totals = new();
        int heard = 0;
        using ActivityListener spans = new()
        {
            ShouldListenTo = source => source.Name == DelightTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _ => heard++,
        };
        ActivitySource.AddActivityListener(spans);
        TrainingResult with = await SimulateAsync();
        Assert.NotNull(without.Digest);
        Assert.Equal((without.Digest, 0, true), (with.Digest, heard, totals.IsEmpty));
    }

    private static async Task<TrainingResult> SimulateAsync() => await new SimulatedTrainingRuntime().RunAsync(
        TinyTraining.Plan(Steps), new TrainingFrictions(), observer: null, CancellationToken.None);
}
