using Delight.Actors.Telemetry;

namespace Delight.Actors.Coordination;

/// <summary>Lets a live training feed the instruments of <see cref="DelightTelemetry"/>.</summary>
internal static class TrainingTelemetry
{
    /// <summary>Attaches them.</summary>
    /// <param name="plan">Of the training.</param>
    /// <returns>The plan to run.</returns>
    public static TrainingPlan Attach(TrainingPlan plan) => plan with
    {
        Sink = new TelemetrySink(plan.Sink),
        AdjustLearner = parts => plan.AdjustLearner(parts) with
        {
            Telemetry = new LearnerTelemetry(plan.EstimatorName),
        },
    };
}
